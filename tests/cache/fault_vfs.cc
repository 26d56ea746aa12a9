#include "tests/cache/fault_vfs.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <new>
#include <thread>

#include "tests/cache/history_files.h"

namespace inkling {
namespace {

using Call = FaultVfs::Call;
using Fault = FaultVfs::Fault;

std::atomic<FaultVfs*> current = nullptr;
sqlite3_vfs* usual = nullptr;
sqlite3_vfs faulty;

/// SQLite gives us room for this and, behind it, for the usual file.
struct File {
  sqlite3_file base;
  sqlite3_file* real;
  std::string* path;  // SQLite calls no destructors
};
File* of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* real_of(sqlite3_file* file) { return of(file)->real; }

}  // namespace

struct FaultVfs::Hooks {
  static int error_of(Call call, Fault fault) {
    if (fault != Fault::kError) return SQLITE_FULL;
    switch (call) {
      case Call::kOpen:
        return SQLITE_CANTOPEN;
      case Call::kRead:
        return SQLITE_IOERR_READ;
      case Call::kWrite:
        return SQLITE_IOERR_WRITE;
      case Call::kSync:
        return SQLITE_IOERR_FSYNC;
      case Call::kTruncate:
        return SQLITE_IOERR_TRUNCATE;
      case Call::kLock:
        return SQLITE_IOERR_LOCK;
      case Call::kSharedMemory:
        return SQLITE_IOERR_SHMSIZE;
      case Call::kDelete:
        return SQLITE_IOERR_DELETE;
    }
    return SQLITE_IOERR;
  }
  /// SQLITE_OK, or what the call is to return at once.
  static int verdict(Call call) {
    Fault fault = Fault::kError;
    return current.load()->fails(call, &fault) ? error_of(call, fault) : SQLITE_OK;
  }

  static int close(sqlite3_file* file) {
    const int code = real_of(file)->pMethods->xClose(real_of(file));
    delete of(file)->path;  // NOLINT: as made in open()
    return code;
  }
  static int read(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
    if (const int code = verdict(Call::kRead); code != SQLITE_OK) return code;
    return real_of(file)->pMethods->xRead(real_of(file), to, size, at);
  }
  static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    std::this_thread::sleep_for(current.load()->delay_.load());
    Fault fault = Fault::kError;
    const auto* methods = real_of(file)->pMethods;
    if (current.load()->fails(Call::kWrite, &fault)) {
      if (fault == Fault::kShortWrite) (void)methods->xWrite(real_of(file), from, size / 2, at);
      return error_of(Call::kWrite, fault);
    }
    return methods->xWrite(real_of(file), from, size, at);
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    if (const int code = verdict(Call::kTruncate); code != SQLITE_OK) return code;
    return real_of(file)->pMethods->xTruncate(real_of(file), size);
  }
  /// The disk of this machine is not asked: what counts is that SQLite does.
  static int sync(sqlite3_file* file, int) {
    if (const int code = verdict(Call::kSync); code != SQLITE_OK) return code;
    current.load()->synced(*of(file)->path);
    return SQLITE_OK;
  }
  static int size(sqlite3_file* file, sqlite3_int64* size) {
    return real_of(file)->pMethods->xFileSize(real_of(file), size);
  }
  static int lock(sqlite3_file* file, int level) {
    if (const int code = verdict(Call::kLock); code != SQLITE_OK) return code;
    return real_of(file)->pMethods->xLock(real_of(file), level);
  }
  static int unlock(sqlite3_file* file, int level) {
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
  }
  static int reserved(sqlite3_file* file, int* out) {
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
  }
  static int control(sqlite3_file* file, int op, void* argument) {
    return real_of(file)->pMethods->xFileControl(real_of(file), op, argument);
  }
  static int sector(sqlite3_file* file) {
    return real_of(file)->pMethods->xSectorSize(real_of(file));
  }
  static int device(sqlite3_file* file) {
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
  }
  static int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
    if (const int code = verdict(Call::kSharedMemory); code != SQLITE_OK) return code;
    return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, out);
  }
  static int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    if ((flags & SQLITE_SHM_LOCK) != 0) {
      if (const int code = verdict(Call::kLock); code != SQLITE_OK) return code;
    }
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
  }
  static void shm_barrier(sqlite3_file* file) {
    real_of(file)->pMethods->xShmBarrier(real_of(file));
  }
  static int shm_unmap(sqlite3_file* file, int remove) {
    return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
  }

  static int open(sqlite3_vfs*, const char* name, sqlite3_file* out, int flags, int* out_flags) {
    static const sqlite3_io_methods kMethods = {2,           close,     read,    write,   truncate,
                                                sync,        size,      lock,    unlock,  reserved,
                                                control,     sector,    device,  shm_map, shm_lock,
                                                shm_barrier, shm_unmap, nullptr, nullptr};
    out->pMethods = nullptr;  // until there is something to close
    if (const int code = verdict(Call::kOpen); code != SQLITE_OK) return code;
    File* file = of(out);
    file->real = reinterpret_cast<sqlite3_file*>(file + 1);
    file->real->pMethods = nullptr;
    const std::string path = name != nullptr ? name : "";
    // What stood there before counts as safe.
    if ((flags & SQLITE_OPEN_MAIN_DB) != 0) current.load()->safe_.try_emplace(path, bytes_of(path));
    const int code = usual->xOpen(usual, name, file->real, flags, out_flags);
    if (code != SQLITE_OK) return code;
    file->path = new std::string(path);  // NOLINT: SQLite's memory, freed in close()
    out->pMethods = &kMethods;
    return SQLITE_OK;
  }
  static int remove(sqlite3_vfs*, const char* name, int sync) {
    if (const int code = verdict(Call::kDelete); code != SQLITE_OK) return code;
    {
      const std::lock_guard lock(current.load()->mutex_);
      current.load()->safe_.erase(name);
    }
    return usual->xDelete(usual, name, sync);
  }
};

FaultVfs::FaultVfs() {
  usual = sqlite3_vfs_find("unix");
  faulty = *usual;
  faulty.szOsFile = static_cast<int>(sizeof(File)) + usual->szOsFile;
  faulty.zName = "inkling-faults";
  faulty.pNext = nullptr;
  faulty.xOpen = Hooks::open;
  faulty.xDelete = Hooks::remove;
  current = this;
  EXPECT_EQ(sqlite3_vfs_register(&faulty, 1), SQLITE_OK);
}

FaultVfs::~FaultVfs() {
  sqlite3_vfs_register(usual, 1);
  sqlite3_vfs_unregister(&faulty);
  current = nullptr;
}

void FaultVfs::fail(Call call, int nth, Fault fault, bool once) {
  const std::lock_guard lock(mutex_);
  plans_[static_cast<std::size_t>(call)] = {nth, 0, fault, once};
  fired_ = false;
}

void FaultVfs::cut_power(int nth_write) {
  fail(Call::kWrite, nth_write, Fault::kShortWrite, false);
  const std::lock_guard lock(mutex_);
  power_plan_ = true;
}

void FaultVfs::heal() {
  const std::lock_guard lock(mutex_);
  plans_ = {};
  without_power_ = power_plan_ = false;
}

bool FaultVfs::fired() const {
  const std::lock_guard lock(mutex_);
  return fired_;
}

void FaultVfs::delay_writes(std::chrono::milliseconds by) { delay_ = by; }

bool FaultVfs::fails(Call call, Fault* fault) {
  const std::lock_guard lock(mutex_);
  if (without_power_) return true;
  Plan& plan = plans_[static_cast<std::size_t>(call)];
  if (plan.nth == 0 || ++plan.seen < plan.nth) return false;
  if (plan.once && plan.seen > plan.nth) return false;
  *fault = plan.fault;
  fired_ = true;
  without_power_ = power_plan_;
  return true;
}

void FaultVfs::synced(const std::string& path) {
  const std::lock_guard lock(mutex_);
  safe_[path] = bytes_of(path);
}

void FaultVfs::lose_what_was_not_synced() {
  const std::lock_guard lock(mutex_);
  for (const auto& [path, bytes] : safe_) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    std::error_code ec;
    std::filesystem::remove(path + "-shm", ec);
    if (!safe_.contains(path + "-wal") && !path.ends_with("-wal")) {
      std::filesystem::remove(path + "-wal", ec);
    }
  }
}

}  // namespace inkling
