"""Offline training of Inkling language packs: text in, a pack's model and tokenizer out."""
