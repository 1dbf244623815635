/* Shows the thread sanitizer what Swift's Mutex does where several threads want it.
 *
 * Taking and leaving a mutex that nobody else wants is compiled into our code, which the sanitizer sees. The
 * rest is in the library libswiftSynchronization, which it does not: it would then report everything that
 * such a mutex protects. These functions stand in front of the library's and say what they do. In builds
 * without the thread sanitizer they are not there. */

#if defined(__linux__) && __has_feature(thread_sanitizer)

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))
/* Synchronization._MutexHandle; its only field is the word that is locked. */
#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK_SLOW "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

void __tsan_acquire(void *word);
void __tsan_release(void *word);

SWIFT void basin_lock_slow(uint32_t thread, SELF void *mutex) __asm__(LOCK_SLOW);
SWIFT bool basin_try_lock_slow(SELF void *mutex) __asm__(TRY_LOCK_SLOW);
SWIFT void basin_unlock_slow(SELF void *mutex) __asm__(UNLOCK_SLOW);

SWIFT void basin_lock_slow(uint32_t thread, SELF void *mutex) {
  SWIFT void (*lock)(uint32_t, SELF void *) = dlsym(RTLD_NEXT, LOCK_SLOW);
  lock(thread, mutex);
  __tsan_acquire(mutex);
}

SWIFT bool basin_try_lock_slow(SELF void *mutex) {
  SWIFT bool (*try_lock)(SELF void *) = dlsym(RTLD_NEXT, TRY_LOCK_SLOW);
  bool is_locked = try_lock(mutex);
  if (is_locked) __tsan_acquire(mutex);
  return is_locked;
}

SWIFT void basin_unlock_slow(SELF void *mutex) {
  SWIFT void (*unlock)(SELF void *) = dlsym(RTLD_NEXT, UNLOCK_SLOW);
  __tsan_release(mutex);
  unlock(mutex);
}

#endif
