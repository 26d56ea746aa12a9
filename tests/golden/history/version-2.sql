-- A file of schema 2: what waits has a name that says nothing.
PRAGMA auto_vacuum = INCREMENTAL;
CREATE TABLE word(
  id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE COLLATE NOCASE, lang TEXT NOT NULL,
  count REAL NOT NULL, last_used INTEGER NOT NULL, flags INTEGER NOT NULL);
CREATE TABLE ngram(
  w1 INTEGER NOT NULL, w2 INTEGER NOT NULL, w3 INTEGER NOT NULL,
  count REAL NOT NULL, last_used INTEGER NOT NULL, PRIMARY KEY(w1, w2, w3)) WITHOUT ROWID;
CREATE TABLE correction(
  typed TEXT NOT NULL COLLATE NOCASE, word TEXT NOT NULL COLLATE NOCASE,
  accepted INTEGER NOT NULL, reverted INTEGER NOT NULL, last_used INTEGER NOT NULL,
  PRIMARY KEY(typed, word)) WITHOUT ROWID;
CREATE TABLE shortcut(typed TEXT NOT NULL UNIQUE COLLATE NOCASE, expansion TEXT NOT NULL);
CREATE TABLE emoji(
  emoji TEXT NOT NULL, word TEXT NOT NULL COLLATE NOCASE, count REAL NOT NULL,
  last_used INTEGER NOT NULL, PRIMARY KEY(emoji, word)) WITHOUT ROWID;
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES('created', '1780000000'), ('language', 'en'),
  ('seal', '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff');
INSERT INTO word VALUES
  (1, '<s>', 'en', 0.0, 1780000000, 8), (2, 'see', 'en', 3.0, 1780000100, 0), (3, 'you', 'en', 3.0, 1780000101, 0),
  (4, 'tomorrow', 'en', 3.0, 1780000102, 0), (5, 'grobnitz', 'en', 2.0, 1780000200, 1), (6, 'moist', 'en', 0.0, 1780000300, 2),
  (7, '<w>9b6690ae0b5f5b8f9a97', 'en', 1.0, 1780000400, 24);
INSERT INTO ngram VALUES
  (0, 1, 2, 3.0, 1780000100), (0, 2, 3, 3.0, 1780000101), (1, 2, 3, 3.0, 1780000101), (0, 3, 4, 3.0, 1780000102),
  (2, 3, 4, 3.0, 1780000102);
INSERT INTO correction VALUES('teh', 'the', 2, 1, 1780000600);
INSERT INTO shortcut VALUES('omw', 'on my way');
INSERT INTO emoji VALUES('🦔', 'grobnitz', 2.0, 1780000700);
PRAGMA user_version = 2;
