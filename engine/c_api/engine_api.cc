// Engines of the C interface.
#include <memory>
#include <string>

#include "engine/c_api/entries.h"
#include "engine/c_api/struct_io.h"

namespace inkling::c_api {
namespace {

constexpr std::size_t kFirstEngineOptions =
    offsetof(inkling_engine_options, history_path) + sizeof(const char*);

Result<EngineOptions> options_in(const inkling_engine_options* from) {
  const auto read = read_struct<inkling_engine_options>(
      "inkling_engine_options", from, kFirstEngineOptions, INKLING_ENGINE_OPTIONS_INIT);
  if (!read) return read.error();
  const auto bad = [](const char* message) {
    return make_error(ErrorCode::kInvalidArgument, message);
  };
  EngineOptions out;
  if (read->pack_dir != nullptr) out.pack_dir = read->pack_dir;
  if (read->history_path != nullptr) out.history_path = read->history_path;
  if (read->history_key.data != nullptr) {
    out.history_key.assign(read->history_key.data, read->history_key.size);
  } else if (read->history_key.size > 0) {
    return bad("inkling_engine_options.history_key has a size, but its data is NULL");
  }
  if (read->more_pack_count > 0 && read->more_packs == nullptr) {
    return bad("inkling_engine_options.more_pack_count counts packs, but more_packs is NULL");
  }
  for (std::size_t i = 0; i < read->more_pack_count; ++i) {
    if (read->more_packs[i] == nullptr) return bad("a folder among more_packs is NULL");
    out.more_packs.emplace_back(read->more_packs[i]);
  }
  return out;
}

}  // namespace
}  // namespace inkling::c_api

using namespace inkling;         // NOLINT: the functions below cannot be in a namespace
using namespace inkling::c_api;  // NOLINT

extern "C" {

inkling_status inkling_engine_open(const inkling_engine_options* options, inkling_engine* engine) {
  return guarded([&] {
    if (options == nullptr || engine == nullptr) {
      return fail_null("inkling_engine_open() needs options and a place for the engine");
    }
    const auto read = options_in(options);
    if (!read) return fail(read.error());
    auto opened = Engine::open(*read);
    if (!opened) return fail(opened.error());
    const auto id =
        engines().add(std::make_shared<EngineEntry>(EngineEntry{std::move(opened.value())}));
    if (id == 0) return fail(INKLING_UNSUPPORTED, "too many engines are open; close some");
    *engine = id;
    return inkling_status{INKLING_OK};
  });
}

inkling_status inkling_engine_close(inkling_engine engine) {
  return guarded([&] {
    const bool given = engines().was_given(engine);
    const auto entry = engines().remove(engine);
    return entry != nullptr || given ? inkling_status{INKLING_OK} : fail_closed("engine");
  });
}

inkling_status inkling_engine_degradation(inkling_engine engine, size_t index, const char** part,
                                          const char** message) {
  return with_engine(engine, [&](const Engine& e) {
    if (part == nullptr || message == nullptr) {
      return fail_null("inkling_engine_degradation() needs places for part and message");
    }
    if (index >= e.status().size()) {
      return fail(INKLING_NOT_FOUND, "no more parts of this engine are missing");
    }
    *part = e.status()[index].part.c_str();
    *message = e.status()[index].error.message.c_str();
    return inkling_status{INKLING_OK};
  });
}

inkling_status inkling_engine_trim(inkling_engine engine, inkling_trim_level level) {
  return with_engine(engine, [&](Engine& e) {
    if (level != INKLING_TRIM_HIDDEN && level != INKLING_TRIM_BACKGROUND) {
      return fail(INKLING_INVALID_ARGUMENT, "no such trim level; see inkling_trim_level");
    }
    for (const auto& session : sessions().all()) {
      if (session->engine.get() != &e) continue;
      const MutexLock lock(session->mutex);
      session->session.trim();
    }
    e.trim(level == INKLING_TRIM_HIDDEN ? TrimLevel::kHidden : TrimLevel::kBackground);
    return inkling_status{INKLING_OK};
  });
}

}  // extern "C"
