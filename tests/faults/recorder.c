/* Records, for everything below RECORD_DIR, each write, truncation, sync and change of names, in the order of the clock.
   Loaded with LD_PRELOAD; RECORD_LOG may be missing, then nothing is recorded. A record: head, path, second path, data; appended to RECORD_LOG in one write. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

struct head {
  uint32_t magic;
  uint8_t op, pad;
  uint16_t len1, len2, pad2;
  uint32_t pad3;
  uint64_t began, ended, ino, off, len;
};

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + t.tv_nsec;
}

static int log_fd(void) {
  static int fd = -1;
  if (fd < 0) fd = REAL(open)(getenv("RECORD_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  return fd;
}

static int inside(const char *path) {
  const char *dir = getenv("RECORD_DIR");
  return path && dir && strncmp(path, dir, strlen(dir)) == 0;
}

static int whole(int dirfd, const char *path, char *out) {
  char base[PATH_MAX] = "";
  if (!path) return 0;
  if (path[0] == '/') return snprintf(out, PATH_MAX, "%s", path) < PATH_MAX;
  if (dirfd == AT_FDCWD) {
    if (!getcwd(base, sizeof base)) return 0;
  } else {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", dirfd);
    ssize_t n = readlink(link, base, sizeof base - 1);
    if (n < 0) return 0;
    base[n] = 0;
  }
  return snprintf(out, PATH_MAX, "%s/%s", base, path) < PATH_MAX;
}

static int path_of(int fd, char *out) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, out, PATH_MAX - 1);
  if (n < 0) return 0;
  out[n] = 0;
  return inside(out);
}

static void note(char op, const char *one, const char *two, int fd, uint64_t began, uint64_t off, const void *data,
                 uint64_t len, size_t bytes) {
  int kept = errno;
  if (!getenv("RECORD_LOG")) return;
  struct stat st;
  memset(&st, 0, sizeof st);
  if (fd >= 0) fstat(fd, &st);
  struct head h = {0x4c494345, op, 0, strlen(one), two ? strlen(two) : 0, 0, 0, began, now(), st.st_ino, off, len};
  struct iovec parts[4] = {{&h, sizeof h}, {(void *)one, h.len1}, {(void *)two, h.len2}, {(void *)data, bytes}};
  if (REAL(writev)(log_fd(), parts, 4) < 0) abort();
  errno = kept;
}

/* While the file named by DISK_FULL is there, nothing below RECORD_DIR grows or is made. */
static int full(void) {
  const char *flag = getenv("DISK_FULL");
  if (!flag || access(flag, F_OK)) return 0;
  errno = ENOSPC;
  return 1;
}

/* --- content ---------------------------------------------------------------------------------------- */

ssize_t write(int fd, const void *data, size_t len) {
  char path[PATH_MAX];
  if (path_of(fd, path) && full()) return -1;
  uint64_t began = now();
  ssize_t n = REAL(write)(fd, data, len);
  if (n > 0 && path_of(fd, path)) {
    off_t end = lseek(fd, 0, SEEK_CUR);
    note('W', path, 0, fd, began, end - n, data, n, n);
  }
  return n;
}

#define PWRITE(name, type)                                                   \
  ssize_t name(int fd, const void *data, size_t len, type off) {             \
    char path[PATH_MAX];                                                     \
    if (path_of(fd, path) && full()) return -1;                              \
    uint64_t began = now();                                                  \
    ssize_t n = REAL(name)(fd, data, len, off);                              \
    if (n > 0 && path_of(fd, path)) note('W', path, 0, fd, began, off, data, n, n); \
    return n;                                                                \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define TRUNCATE(name, type)                                        \
  int name(int fd, type len) {                                      \
    char path[PATH_MAX];                                            \
    uint64_t began = now();                                         \
    int r = REAL(name)(fd, len);                                    \
    if (!r && path_of(fd, path)) note('T', path, 0, fd, began, 0, 0, len, 0); \
    return r;                                                       \
  }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name)                                                          \
  int name(int fd) {                                                        \
    char path[PATH_MAX];                                                    \
    uint64_t began = now();                                                 \
    int r = REAL(name)(fd);                                                 \
    if (!r && path_of(fd, path)) note('S', path, 0, fd, began, 0, 0, 0, 0); \
    return r;                                                               \
  }
SYNC(fsync)
SYNC(fdatasync)

/* --- names ------------------------------------------------------------------------------------------- */

static int opened(int fd, const char *path, int flags, int existed, uint64_t began) {
  if (fd < 0 || !inside(path)) return fd;
  if ((flags & O_CREAT) && !existed) note('C', path, 0, fd, began, 0, 0, 0, 0);
  else if (flags & O_TRUNC) note('T', path, 0, fd, began, 0, 0, 0, 0);
  return fd;
}

#define OPEN(name, params, dirfd, call)                                            \
  int name params {                                                                \
    char name_[PATH_MAX] = "";                                                     \
    mode_t mode = 0;                                                               \
    if (flags & (O_CREAT | O_TMPFILE)) {                                           \
      va_list rest;                                                                \
      va_start(rest, flags);                                                       \
      mode = va_arg(rest, mode_t);                                                 \
      va_end(rest);                                                                \
    }                                                                              \
    int known = whole(dirfd, path, name_), existed = known && access(name_, F_OK) == 0; \
    if ((flags & O_CREAT) && !existed && inside(name_) && full()) return -1;       \
    uint64_t began = now();                                                        \
    return opened(REAL(name) call, name_, flags, existed, began);                   \
  }
OPEN(open, (const char *path, int flags, ...), AT_FDCWD, (path, flags, mode))
OPEN(open64, (const char *path, int flags, ...), AT_FDCWD, (path, flags, mode))
OPEN(openat, (int dir, const char *path, int flags, ...), dir, (dir, path, flags, mode))
OPEN(openat64, (int dir, const char *path, int flags, ...), dir, (dir, path, flags, mode))

static int named(int r, char op, int d1, const char *p1, int d2, const char *p2, uint64_t began) {
  char one[PATH_MAX] = "", two[PATH_MAX] = "";
  if (!r && whole(d1, p1, one) && (!p2 || whole(d2, p2, two)) && (inside(one) || inside(two)))
    note(op, one, p2 ? two : 0, -1, began, 0, 0, 0, 0);
  return r;
}

int rename(const char *a, const char *b) {
  uint64_t t = now();
  return named(REAL(rename)(a, b), 'R', AT_FDCWD, a, AT_FDCWD, b, t);
}
int renameat(int d, const char *a, int e, const char *b) {
  uint64_t t = now();
  return named(REAL(renameat)(d, a, e, b), 'R', d, a, e, b, t);
}
int link(const char *a, const char *b) {
  uint64_t t = now();
  return named(REAL(link)(a, b), 'L', AT_FDCWD, a, AT_FDCWD, b, t);
}
int linkat(int d, const char *a, int e, const char *b, int flags) {
  uint64_t t = now();
  return named(REAL(linkat)(d, a, e, b, flags), 'L', d, a, e, b, t);
}
int unlink(const char *a) {
  uint64_t t = now();
  return named(REAL(unlink)(a), 'U', AT_FDCWD, a, 0, 0, t);
}
int unlinkat(int d, const char *a, int flags) {
  uint64_t t = now();
  return named(REAL(unlinkat)(d, a, flags), 'U', d, a, 0, 0, t);
}
int mkdir(const char *a, mode_t mode) {
  uint64_t t = now();
  return named(REAL(mkdir)(a, mode), 'M', AT_FDCWD, a, 0, 0, t);
}
int mkdirat(int d, const char *a, mode_t mode) {
  uint64_t t = now();
  return named(REAL(mkdirat)(d, a, mode), 'M', d, a, 0, 0, t);
}
