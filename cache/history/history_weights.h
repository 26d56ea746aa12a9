// How much what a person typed counts against what a model expects: the numbers of it.
#pragma once

namespace inkling {

/// What a source of words takes of the probability, by what it has to show: the logistic function
/// of bias + per_log_use * log(uses) + per_agreement * agreement + per_common * common.
struct HistoryGateWeights {
  double bias = 0;           // nats
  double per_log_use = 0;    // nats per nat
  double per_agreement = 0;  // nats from 0, as many words as uses, to 1, the same word each time
  double per_common = 0;     // nats per nat by which the word before is commoner than most
};

/// P(w | w2 w1) is the model's, of which each source takes a share for the words that it has seen:
/// the words used at all; those behind the last word and the last two, mixed; the one that followed
/// when these words were typed before. Shares begin as fitted on documents of one author each and
/// learn from every word that is committed, by the gradient of its log probability (on-line
/// mixing of experts in the logistic domain: Mattern 2012; a chain of mixers: Mahoney 2005). So a
/// history that predicts well comes to be believed, and one that does not takes next to nothing.
struct HistoryWeights {
  double anywhere_most = 0.03;  // share of the words used at all, with many uses
  double anywhere_prior = 300;  // uses at which they take half of that
  HistoryGateWeights behind_one = {-5.025, 0.969, 2.205, -0.187};
  HistoryGateWeights behind_two = {-4.207, 1.054, 2.817, -0.117};
  // Uses: how many words are the same; agreement: of eight, how many it has foretold in a row.
  HistoryGateWeights retyped = {-0.941, -0.674, 0.816, 0};
  double behind_one_uses = 1;  // uses that all words behind one count for behind two
  // A use counts `old` of one for as long as it is remembered, the rest of it fades: words that
  // were used just now come again soon (a cache model: Kuhn and De Mori 1990).
  double old = 0.05;
  double old_evidence = 0.4;  // the same, of how much the source has to show
  double fades = 138;         // words until a half of the rest is left
  double step = 0.01;         // of learning the shares, nats
  double quick_step = 0.3;
  double quick_kept = 0.99;  // of what was learned in quick steps, from word to word
  double expected = 0.1;     // P(word) of a model that was not asked
};

}  // namespace inkling
