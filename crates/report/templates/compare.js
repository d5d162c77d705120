(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  var columns = document.querySelector(".columns");
  var accounts = Array.prototype.slice.call(document.querySelectorAll(".account"));
  var items = Array.prototype.slice.call(document.querySelectorAll(".item")).filter(function (item) {
    return item.querySelector(".open");
  });
  var back = document.querySelector(".back");
  var live = document.querySelector(".live");
  var active = null;
  document.querySelectorAll(".mark").forEach(function (mark) { mark.tabIndex = -1; });

  function segments(number) {
    return Array.prototype.slice.call(document.querySelectorAll('.s[data-f~="' + number + '"]'));
  }

  function clear() {
    document.querySelectorAll(".lit").forEach(function (segment) {
      segment.className = segment.dataset.rest;
    });
    accounts.forEach(function (account) { account.classList.remove("idle"); });
    if (active) {
      active.classList.remove("active");
      active.querySelector(".open").removeAttribute("aria-current");
    }
    active = null;
    back.hidden = true;
  }

  function kind(item) {
    return (item.className.match(/\bk-[a-z]+/) || ["k-other"])[0];
  }

  // Scrolls only the box, never the page: both passages have to stay in view.
  function reveal(box, element) {
    var outer = box.getBoundingClientRect();
    var inner = element.getBoundingClientRect();
    var head = box.querySelector("header");
    var top = head ? head.offsetHeight : 0;
    var room = box.clientHeight - top;
    box.scrollTop += inner.top - outer.top - top - Math.max(16, Math.min(room / 3, (room - inner.height) / 2));
  }

  function scrollsInColumns() {
    return getComputedStyle(columns).display === "flex";
  }

  function show(item, focus) {
    clear();
    active = item;
    var number = item.dataset.f;
    var found = segments(number);
    item.classList.add("active");
    item.querySelector(".open").setAttribute("aria-current", "true");
    var holding = [];
    found.forEach(function (segment) {
      // While lit, a segment wears the colour of the finding that lights it.
      segment.dataset.rest = segment.dataset.rest || segment.className;
      segment.className = "s lit " + kind(item);
      for (var fold = segment.closest("details"); fold; fold = fold.parentElement.closest("details")) { fold.open = true; }
      var account = segment.closest(".account");
      if (holding.indexOf(account) < 0) { holding.push(account); }
    });
    if (scrollsInColumns()) {
      if (holding.length && columns.scrollWidth > columns.clientWidth) {
        accounts.forEach(function (account) { account.classList.toggle("idle", holding.indexOf(account) < 0); });
      }
      holding.forEach(function (account) {
        reveal(account, found.filter(function (segment) { return account.contains(segment); })[0]);
      });
      if (holding.length) {
        columns.scrollLeft = Math.max(0, holding[0].offsetLeft - columns.offsetLeft);
      }
    }
    for (var fold = item.closest("details"); fold; fold = fold.parentElement.closest("details")) { fold.open = true; }
    if (focus) { item.querySelector(".open").focus({ preventScroll: true }); }
    var nav = item.closest(".index");
    if (scrollsInColumns() && nav) {
      var place = item.getBoundingClientRect();
      var frame = nav.getBoundingClientRect();
      if (place.top < frame.top || place.bottom > frame.bottom) { reveal(nav, item); }
    } else if (focus) {
      item.scrollIntoView({ block: "nearest" });
    }
    back.hidden = false;
    back.href = "#f" + number;
    live.textContent = "Finding " + number + ": " + item.querySelectorAll(".at").length + " passages highlighted";
    try { history.replaceState(null, "", "#f" + number); } catch (error) { /* some viewers forbid it */ }
  }

  function visible(item) {
    var fold = item.closest("details");
    return !fold || fold.open;
  }

  function step(by) {
    var list = items.filter(visible);
    if (!list.length) { return; }
    var focused = document.activeElement && document.activeElement.closest(".item");
    var at = list.indexOf(focused || active);
    var next = at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by));
    show(list[next], true);
  }

  function jump(anchor) {
    var target = document.getElementById(anchor);
    if (!target) { return; }
    if (scrollsInColumns()) { reveal(target.closest(".account"), target); } else { target.scrollIntoView({ block: "center" }); }
    var segment = target.nextElementSibling;
    while (segment && !segment.classList.contains("s")) { segment = segment.nextElementSibling; }
    if (segment) {
      segment.tabIndex = -1;
      segment.focus({ preventScroll: true });
    }
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest("a");
    var item = event.target.closest(".item");
    if (link && link.classList.contains("at")) {
      event.preventDefault();
      show(item, false);
      jump(link.getAttribute("href").slice(1));
    } else if (link && link.classList.contains("mark")) {
      event.preventDefault();
      var marked = document.getElementById(link.getAttribute("href").slice(1));
      if (marked) { show(marked, true); }
    } else if (item && items.indexOf(item) >= 0 && (!link || link.classList.contains("open"))) {
      if (String(getSelection())) { return; }
      event.preventDefault();
      show(item, true);
    } else if (event.target.closest(".account.idle")) {
      event.target.closest(".account").classList.remove("idle");
    } else {
      var segment = event.target.closest(".s");
      if (!segment || String(getSelection())) { return; }
      // A click goes through the findings that hold these words, one after the other.
      var numbers = segment.dataset.f.split(" ");
      var at = active ? numbers.indexOf(active.dataset.f) : -1;
      var next = document.getElementById("f" + numbers[(at + 1) % numbers.length]);
      if (next) { show(next, true); }
    }
  });

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    var inIndex = event.target.closest(".index") || event.target === document.body;
    if (event.key === "j" || (event.key === "ArrowDown" && inIndex)) {
      event.preventDefault();
      step(1);
    } else if (event.key === "k" || (event.key === "ArrowUp" && inIndex)) {
      event.preventDefault();
      step(-1);
    } else if (event.key === " " && event.target.classList.contains("open")) {
      event.preventDefault();
      event.target.click();
    } else if (event.key === "Escape") {
      var last = active;
      clear();
      live.textContent = "";
      try { history.replaceState(null, "", location.pathname); } catch (error) { /* as above */ }
      if (last) { last.querySelector(".open").focus({ preventScroll: true }); }
    }
  });

  var wanted = location.hash && document.getElementById(location.hash.slice(1));
  if (wanted && items.indexOf(wanted) >= 0) { show(wanted, true); }
})();
