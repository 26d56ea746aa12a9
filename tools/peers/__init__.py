"""Other people's predictors and spellers beside Inkling, on the same texts by the same rules (docs/peers.md)."""
