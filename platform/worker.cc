#include "platform/worker.h"

#include <utility>

namespace inkling {

Worker::Worker() : thread_([this] { run(); }) {}

Worker::~Worker() {
  cancel_all();
  {
    MutexLock lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

CancelToken Worker::post(Task task) {
  CancelToken token = CancelToken::create();
  {
    MutexLock lock(mutex_);
    queue_.push_back({std::move(task), token});
  }
  wake_.notify_one();
  return token;
}

void Worker::cancel_all() {
  std::deque<Item> dropped;  // destroyed outside the lock: a task may own anything
  MutexLock lock(mutex_);
  for (const Item& item : queue_) item.token.cancel();
  dropped.swap(queue_);
  running_token_.cancel();
  if (!running_) idle_.notify_all();
}

void Worker::drain() {
  MutexLock lock(mutex_);
  while (running_ || !queue_.empty()) idle_.wait(mutex_);
}

std::size_t Worker::pending() const {
  MutexLock lock(mutex_);
  return queue_.size();
}

void Worker::run() {
  for (;;) {
    Item item;
    {
      MutexLock lock(mutex_);
      while (queue_.empty() && !stop_) wake_.wait(mutex_);
      if (stop_) return;
      item = std::move(queue_.front());
      queue_.pop_front();
      running_ = true;
      running_token_ = item.token;
    }
    if (!item.token.cancelled()) item.task(item.token);
    item.task = nullptr;  // what the task owns is gone before drain() returns
    MutexLock lock(mutex_);
    running_ = false;
    running_token_ = CancelToken();
    if (queue_.empty()) idle_.notify_all();
  }
}

}  // namespace inkling
