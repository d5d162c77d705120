//! Features in, integer weights out: model files, predictors and their trainers. Knows nothing of news.
