#include "engine/c_api/errors.h"

#include <array>
#include <cstring>

#include "tokenizer/utf8.h"

namespace inkling::c_api {
namespace {

constexpr std::size_t kMostMessage = 512;
// No destructor and no allocation: it works when memory is out, and when a thread ends.
thread_local std::array<char, kMostMessage> last_error = {};

inkling_status code_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return INKLING_INVALID_ARGUMENT;
    case ErrorCode::kNotFound:
      return INKLING_NOT_FOUND;
    case ErrorCode::kCorrupt:
      return INKLING_CORRUPT;
    case ErrorCode::kIo:
      return INKLING_IO;
    case ErrorCode::kUnsupported:
      return INKLING_UNSUPPORTED;
    case ErrorCode::kCancelled:
      return INKLING_CANCELLED;
    case ErrorCode::kInternal:
      return INKLING_INTERNAL;
  }
  return INKLING_INTERNAL;
}

}  // namespace

inkling_status fail(inkling_status status, std::string_view message) noexcept {
  const std::string_view text = utf8_head(message, kMostMessage - 1);
  std::memcpy(last_error.data(), text.data(), text.size());
  last_error[text.size()] = '\0';
  return status;
}

inkling_status fail(const Error& error) noexcept {
  return fail(code_of(error.code), error.message);
}

inkling_status fail_closed(std::string_view what) noexcept {
  return what == "engine" ? fail(INKLING_CLOSED, "this engine was closed, or never opened")
                          : fail(INKLING_CLOSED, "this session was closed, or never opened");
}

inkling_status status_of(const Status& done) noexcept {
  return done.ok() ? INKLING_OK : fail(done.error());
}

}  // namespace inkling::c_api

extern "C" {

uint32_t inkling_abi_version(void) { return INKLING_ABI_VERSION; }

const char* inkling_last_error(void) { return inkling::c_api::last_error.data(); }

const char* inkling_status_name(inkling_status status) {
  switch (status) {
    case INKLING_OK:
      return "ok";
    case INKLING_INVALID_ARGUMENT:
      return "invalid_argument";
    case INKLING_NOT_FOUND:
      return "not_found";
    case INKLING_CORRUPT:
      return "corrupt";
    case INKLING_IO:
      return "io";
    case INKLING_UNSUPPORTED:
      return "unsupported";
    case INKLING_CANCELLED:
      return "cancelled";
    case INKLING_INTERNAL:
      return "internal";
    case INKLING_CLOSED:
      return "closed";
    default:
      return "unknown";
  }
}

inkling_text inkling_text_of(const char* text) {
  return {text, text == nullptr ? 0 : std::strlen(text)};
}

}  // extern "C"
