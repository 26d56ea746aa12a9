// What goes wrong behind the C interface becomes a status and a message.
#pragma once

#include <exception>
#include <new>
#include <string_view>

#include "engine/inkling_c.h"
#include "platform/result.h"

namespace inkling::c_api {

/// Remembers `message` as this thread's last error, cut to a few hundred bytes; returns `status`.
inkling_status fail(inkling_status status, std::string_view message) noexcept;
inkling_status fail(const Error& error) noexcept;
/// For an id of nothing that is open; `what` is "engine" or "session".
inkling_status fail_closed(std::string_view what) noexcept;
inkling_status status_of(const Status& done) noexcept;

/// Runs `call`, which returns a status: nothing is thrown across the border.
template <typename Call>
inkling_status guarded(Call&& call) noexcept {
  try {
    return call();
  } catch (const std::bad_alloc&) {
    return fail(INKLING_INTERNAL, "out of memory; close what is not needed, and try again");
  } catch (const std::exception& error) {
    return fail(INKLING_INTERNAL, error.what());
  } catch (...) {
    return fail(INKLING_INTERNAL, "an exception of no known type; this is a bug");
  }
}

}  // namespace inkling::c_api
