// Clang's -Wthread-safety annotations; they expand to nothing under other compilers.
#pragma once

#if defined(__clang__)
#define INKLING_THREAD_ATTRIBUTE(x) __attribute__((x))
#else
#define INKLING_THREAD_ATTRIBUTE(x)
#endif

#define INKLING_CAPABILITY(name) INKLING_THREAD_ATTRIBUTE(capability(name))
#define INKLING_SCOPED_CAPABILITY INKLING_THREAD_ATTRIBUTE(scoped_lockable)
#define INKLING_GUARDED_BY(mutex) INKLING_THREAD_ATTRIBUTE(guarded_by(mutex))
#define INKLING_REQUIRES(...) INKLING_THREAD_ATTRIBUTE(requires_capability(__VA_ARGS__))
#define INKLING_EXCLUDES(...) INKLING_THREAD_ATTRIBUTE(locks_excluded(__VA_ARGS__))
#define INKLING_ACQUIRE(...) INKLING_THREAD_ATTRIBUTE(acquire_capability(__VA_ARGS__))
#define INKLING_RELEASE(...) INKLING_THREAD_ATTRIBUTE(release_capability(__VA_ARGS__))
#define INKLING_NO_THREAD_SAFETY_ANALYSIS INKLING_THREAD_ATTRIBUTE(no_thread_safety_analysis)
