#include "cache/history/history_writer.h"

#include <algorithm>
#include <set>
#include <utility>

#include "cache/history/history_rules.h"
#include "cache/history/history_seal.h"

namespace inkling {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kMaxQueued = 65536;
constexpr milliseconds kGather{250};  // changes that come together are written together
constexpr milliseconds kFirstRetry{250};
constexpr milliseconds kLastRetry{30'000};
constexpr int64_t kLockMillis = 5000;     // while nobody waits but this thread
constexpr int64_t kClosingMillis = 2000;  // for all locks together

milliseconds pause_after(int failures) {
  return std::min(kLastRetry, kFirstRetry * (1 << std::clamp(failures - 1, 0, 8)));
}

}  // namespace

HistoryWriter::HistoryWriter(HistoryStore::Opened opened, Options options)
    : options_(std::move(options)), store_(std::move(opened.store)), read_(opened.read) {
  options_.file.patience->set_millis(kLockMillis);
  {
    const MutexLock lock(mutex_);
    open_ = store_ != nullptr;
    erase_old_ = open_ && store_->erase_due();
    if (!open_) {
      trouble_ = opened.refused.message;
      failures_ = 1;
      retry_at_ = std::chrono::steady_clock::now() + pause_after(failures_);
    }
  }
  if (!opened.unsaved.empty()) post(std::move(opened.unsaved));
  thread_ = std::thread([this] { run(); });
}

HistoryWriter::~HistoryWriter() {
  options_.file.patience->end_in_millis(kClosingMillis);
  {
    const MutexLock lock(mutex_);
    stop_ = true;
    wake_.notify_all();
  }
  thread_.join();
}

void HistoryWriter::post(std::vector<HistoryOp> ops) {
  const MutexLock lock(mutex_);
  for (HistoryOp& op : ops) {
    ++posted_;
    if (op.erase || op.kind == HistoryOp::Kind::kClear) to_erase_ = posted_;
    queue_.push_back(std::move(op));
  }
  // Memory is bounded only while the disk refuses; an import may be larger than that.
  const std::size_t most = std::max(kMaxQueued, ops.size());
  if (!trouble_.empty() && queue_.size() > most) drop_oldest(queue_.size() - most * 3 / 4);
  wake_.notify_all();
}

void HistoryWriter::drop_oldest(std::size_t count) {
  // What was learned; never what the person asked for.
  done_ += std::erase_if(queue_, [&count](const HistoryOp& op) {
    const bool learned = op.delta > 0 || op.kind == HistoryOp::Kind::kNgram;
    if (!learned || count == 0) return false;
    --count;
    return true;
  });
}

Status HistoryWriter::flush() {
  const MutexLock lock(mutex_);
  const uint64_t target = posted_;
  const uint64_t erase = to_erase_;
  if (durable_ >= target && is_erased(erase)) return {};
  to_sync_ = std::max(to_sync_, target);
  // An attempt that is under way may have begun with older changes.
  const uint64_t last = attempts_ + (working_ ? 2 : 1);
  wanted_ = std::max(wanted_, last);
  wake_.notify_all();
  while ((durable_ < target || !is_erased(erase)) && attempts_ < last && !stop_) {
    written_.wait(mutex_);
  }
  if (durable_ >= target && is_erased(erase)) return {};
  if (stop_) return make_error(ErrorCode::kIo, "the history is closing");
  return make_error(ErrorCode::kIo, trouble_);
}

HistoryWriter::State HistoryWriter::state() const {
  const MutexLock lock(mutex_);
  const bool refused = !trouble_.empty();
  return {refused && (!open_ || done_ < posted_), refused && !is_erased(to_erase_), trouble_,
          batches_};
}

void HistoryWriter::leave_out_what_goes(std::vector<HistoryOp>* rows) const {
  const MutexLock lock(mutex_);
  std::set<std::string> gone;
  for (const HistoryOp& op : queue_) {
    if (op.kind == HistoryOp::Kind::kClear) rows->clear();
    if (op.kind == HistoryOp::Kind::kForget) gone.insert(history_key(op.a));
  }
  if (gone.empty()) return;
  const auto names = [&](const std::string& text) { return gone.contains(history_key(text)); };
  std::erase_if(*rows, [&](const HistoryOp& op) {
    return op.kind != HistoryOp::Kind::kShortcut && (names(op.a) || names(op.b) || names(op.c));
  });
}

bool HistoryWriter::is_work_waiting() const {
  return !open_ || !queue_.empty() || durable_ < to_sync_ || !is_erased(to_erase_) || pruning_;
}

bool HistoryWriter::wait_for_work() {
  const MutexLock lock(mutex_);
  Moment gathered{};
  while (true) {
    const Moment now = std::chrono::steady_clock::now();
    if (stop_) {
      // Once more, where there is something to lose.
      if (last_attempt_ || (queue_.empty() && (!open_ || is_erased(to_erase_)))) return false;
      last_attempt_ = true;
      break;
    }
    if (attempts_ < wanted_) break;
    Moment until = Moment::max();
    if (is_work_waiting()) {
      if (gathered == Moment{}) gathered = now + (queue_.empty() ? milliseconds(0) : kGather);
      until = trouble_.empty() ? gathered : retry_at_;
      if (now >= until) break;
    }
    if (until == Moment::max()) {
      wake_.wait(mutex_);
    } else {
      wake_.wait_for(mutex_, until - now);
    }
  }
  working_ = true;
  return true;
}

void HistoryWriter::run() {
  while (wait_for_work()) attempt();
}

void HistoryWriter::attempt() {
  Status done = store_ != nullptr ? Status() : open_store();
  if (done.ok()) done = write_queued();
  if (done.ok()) done = erase();
  note(done);
  if (done.ok()) prune();
}

Status HistoryWriter::open_store() {
  auto opened = HistoryStore::open(options_.file, options_.clock->wall_seconds());
  if (!opened) return opened.error();
  if (!read_ && opened->read && options_.on_rows) {
    options_.on_rows(*this, opened->rows);
  }
  read_ = read_ || opened->read;
  // What was saved from a damaged file, and is in none, goes first.
  const MutexLock lock(mutex_);
  posted_ += opened->unsaved.size();
  queue_.insert(queue_.begin(), std::make_move_iterator(opened->unsaved.begin()),
                std::make_move_iterator(opened->unsaved.end()));
  if (opened->store == nullptr) return opened->refused;
  store_ = std::move(opened->store);
  open_ = true;
  erase_old_ = store_->erase_due();
  return {};
}

Status HistoryWriter::write_queued() {
  std::vector<HistoryOp> batch;
  bool sync = false;
  {
    const MutexLock lock(mutex_);
    batch.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(queue_.end()));
    queue_.clear();
    sync = durable_ < to_sync_;
  }
  const std::size_t count = batch.size();
  // Another process made the file meanwhile: under its key these say nothing.
  if (store_->seal_key() != options_.file.seal_key) {
    std::erase_if(batch, [](const HistoryOp& op) { return is_sealed(op.a); });
  }
  Status done;
  if (!batch.empty()) {
    done = store_->apply(batch, sync ? HistoryStore::Durable::kNow : HistoryStore::Durable::kSoon);
  } else if (sync) {
    done = store_->sync();
  }
  const MutexLock lock(mutex_);
  if (done.ok()) {
    done_ += count;
    if (sync) durable_ = done_;
    if (count > 0) ++batches_;
    pruning_ = pruning_ || (count > 0 && options_.max_bytes > 0);
  } else {
    queue_.insert(queue_.begin(), std::make_move_iterator(batch.begin()),
                  std::make_move_iterator(batch.end()));
    done_ += count - batch.size();
  }
  return done;
}

Status HistoryWriter::erase() {
  if (store_->erase_due()) {
    const auto gone = store_->erase();
    if (!gone) return gone.error();
    if (!*gone) {
      return make_error(ErrorCode::kIo,
                        options_.file.path +
                            ": what was forgotten is still in the log beside it, which another "
                            "program reads; it goes when that ends");
    }
  }
  const MutexLock lock(mutex_);
  erase_old_ = false;
  erased_ = done_;
  return {};
}

void HistoryWriter::note(const Status& done) {
  const MutexLock lock(mutex_);
  ++attempts_;
  working_ = false;
  failures_ = done.ok() ? 0 : failures_ + 1;
  trouble_ = done.ok() ? "" : done.error().message;
  retry_at_ = std::chrono::steady_clock::now() + pause_after(failures_);
  written_.notify_all();
}

/// Until that is done, or something is to be written; at least one step, however busy it is.
void HistoryWriter::prune() {
  while (true) {
    {
      const MutexLock lock(mutex_);
      if (!pruning_ || stop_) return;
    }
    std::vector<HistoryOp> gone;
    const auto more = store_->prune_step(options_.max_bytes, options_.clock->wall_seconds(), &gone);
    if (!gone.empty() && options_.on_pruned) options_.on_pruned(gone);
    const MutexLock lock(mutex_);
    // A file that stays too large is no reason to stop learning; the next batch tries again.
    pruning_ = more && *more;
    if (!queue_.empty() || attempts_ < wanted_) return;
  }
}

}  // namespace inkling
