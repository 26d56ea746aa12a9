#include "cache/history/history_writer.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace inkling {
namespace {

constexpr std::size_t kMaxQueued = 65536;
constexpr std::chrono::milliseconds kGather{
    250};  // changes that come together are written together
constexpr std::chrono::seconds kRetry{1};
constexpr uint64_t kPruneEvery = 64;  // batches

}  // namespace

HistoryWriter::HistoryWriter(std::unique_ptr<HistoryStore> store, Options options)
    : store_(std::move(store)), options_(std::move(options)), thread_([this] { run(); }) {}

HistoryWriter::~HistoryWriter() {
  {
    const MutexLock lock(mutex_);
    stop_ = true;
    wake_.notify_all();
  }
  thread_.join();
}

void HistoryWriter::post(std::vector<HistoryOp> ops) {
  const MutexLock lock(mutex_);
  for (HistoryOp& op : ops) queue_.push_back(std::move(op));
  posted_ += ops.size();
  // Memory is bounded only while the disk refuses; an import may be larger than that.
  const std::size_t most = std::max(kMaxQueued, ops.size());
  while (!trouble_.empty() && queue_.size() > most) {
    queue_.pop_front();
    ++done_;
  }
  wake_.notify_all();
}

Status HistoryWriter::flush() {
  const MutexLock lock(mutex_);
  const uint64_t target = posted_;
  const uint64_t first_attempt = attempts_ + 1;  // one may be under way with older changes
  hurry_ = true;
  wake_.notify_all();
  while (done_ < target && (trouble_.empty() || attempts_ <= first_attempt) && !stop_) {
    written_.wait(mutex_);
  }
  if (done_ >= target) return {};
  return make_error(ErrorCode::kIo, trouble_.empty() ? "the history is closing" : trouble_);
}

uint64_t HistoryWriter::batches() const {
  const MutexLock lock(mutex_);
  return batches_;
}

std::string HistoryWriter::trouble() const {
  const MutexLock lock(mutex_);
  return trouble_;
}

Status HistoryWriter::write(const std::vector<HistoryOp>& batch) {
  Status done = store_->apply(batch, options_.language);
  if (!done.ok()) return done;
  for (const HistoryOp& op : batch) {
    if (op.kind == HistoryOp::Kind::kClear) return store_->scrub();
  }
  return {};
}

void HistoryWriter::run() {
  std::vector<HistoryOp> batch;
  while (true) {
    {
      const MutexLock lock(mutex_);
      while (queue_.empty() && !stop_) {
        hurry_ = false;
        written_.notify_all();
        wake_.wait(mutex_);
      }
      if (queue_.empty()) return;
      if (!stop_ && !hurry_) wake_.wait_for(mutex_, kGather);
      batch.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(queue_.end()));
      queue_.clear();
    }
    const Status done = write(batch);
    const MutexLock lock(mutex_);
    ++attempts_;
    if (done.ok()) {
      trouble_.clear();
      done_ += batch.size();
      ++batches_;
      if (batches_ % kPruneEvery == 0 && options_.max_bytes > 0) {
        // A file that stays too large is no reason to stop learning.
        (void)store_->prune(options_.max_bytes, options_.clock->wall_seconds());
      }
      written_.notify_all();
      continue;
    }
    trouble_ = done.error().message;
    queue_.insert(queue_.begin(), std::make_move_iterator(batch.begin()),
                  std::make_move_iterator(batch.end()));
    written_.notify_all();
    if (stop_) return;
    wake_.wait_for(mutex_, kRetry);
  }
}

}  // namespace inkling
