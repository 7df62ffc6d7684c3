/*
 * A PKCS#11 module that passes everything on to the module named by FAULTY_TOKEN_MODULE, and loses
 * what the file named by FAULTY_TOKEN_STATE says. The file holds three words:
 *
 *   NUMBER  counts losses: whenever it changes, one loss happens before the next call
 *   LOSS    close (every session), logout, or finalise
 *   CODE    hexadecimal CK_RV that every function of a slot or session answers, and no slot has a
 *           token, as long as it is not 0
 *
 * Once a loss has happened, its number is written to the file's name with ".done".
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef unsigned long word;
/* Every function that is called here takes at most six integers or pointers, all in registers. */
typedef word (*function)(word, word, word, word, word, word);

enum { INITIALIZE, FINALIZE, GET_INFO, GET_LIST, GET_SLOT_LIST };
enum { OPEN_SESSION = 12, CLOSE_SESSION = 13, CLOSE_ALL_SESSIONS = 14, LOGOUT = 19, FUNCTIONS = 68 };

/* CK_FUNCTION_LIST: a version of two bytes, padded, then the functions in the standard's order. */
struct list {
  word version;
  function functions[FUNCTIONS];
};

static struct list *real;
static struct list ours;
static pthread_rwlock_t lock;
static pthread_mutex_t reading = PTHREAD_MUTEX_INITIALIZER;
static long done;

static word call(int index, word a, word b, word c, word d, word e, word f) {
  return real->functions[index](a, b, c, d, e, f);
}

static void lose(const char *loss) {
  word slots[64], count = 64, session = 0;
  if (strcmp(loss, "finalise") == 0) {
    call(FINALIZE, 0, 0, 0, 0, 0, 0);
    return;
  }
  if (call(GET_SLOT_LIST, 1, (word)slots, (word)&count, 0, 0, 0) != 0) return;
  for (word i = 0; i < count; i++) {
    if (strcmp(loss, "logout") == 0) {
      if (call(OPEN_SESSION, slots[i], 4, 0, 0, (word)&session, 0) == 0) {
        call(LOGOUT, session, 0, 0, 0, 0, 0);
        call(CLOSE_SESSION, session, 0, 0, 0, 0, 0);
      }
    } else {
      call(CLOSE_ALL_SESSIONS, slots[i], 0, 0, 0, 0, 0);
    }
  }
}

/* Lets a loss that is due happen while no call is under way, and gives the code to answer. */
static word faults(void) {
  const char *path = getenv("FAULTY_TOKEN_STATE");
  long number = 0;
  char loss[16] = "";
  word code = 0;
  FILE *file = path ? fopen(path, "r") : NULL;
  if (file == NULL) return 0;
  int words = fscanf(file, "%ld %15s %lx", &number, loss, &code);
  fclose(file);
  if (words != 3) return 0;
  pthread_mutex_lock(&reading);
  if (number != done) {
    pthread_rwlock_wrlock(&lock);
    lose(loss);
    pthread_rwlock_unlock(&lock);
    done = number;
    char name[4096];
    snprintf(name, sizeof name, "%s.done", path);
    if ((file = fopen(name, "w")) != NULL) {
      fprintf(file, "%ld\n", number);
      fclose(file);
    }
  }
  pthread_mutex_unlock(&reading);
  return code;
}

static word pass(int index, word a, word b, word c, word d, word e, word f) {
  word code = faults();
  if (code != 0 && index == GET_SLOT_LIST) {
    *(word *)c = 0;
    return 0;
  }
  if (code != 0 && index > GET_SLOT_LIST) return code;
  if (index == FINALIZE) {
    pthread_rwlock_wrlock(&lock);
  } else {
    pthread_rwlock_rdlock(&lock);
  }
  word result = call(index, a, b, c, d, e, f);
  pthread_rwlock_unlock(&lock);
  return result;
}

#define PASS(index)                                                       \
  static word pass##index(word a, word b, word c, word d, word e, word f) { \
    return pass(index, a, b, c, d, e, f);                                 \
  }
#define ALL(each)                                                                         \
  each(0) each(1) each(2) each(4) each(6) each(7) each(9) each(10) each(12) each(13)      \
  each(14) each(15) each(18) each(20) each(22) each(24) each(25) each(26) each(27)        \
  each(28) each(29) each(30) each(33) each(34) each(58) each(64)
#define PUT(index) ours.functions[index] = pass##index;

ALL(PASS)

__attribute__((visibility("default"))) word C_GetFunctionList(struct list **out) {
  if (real == NULL) {
    pthread_rwlockattr_t attributes;
    pthread_rwlockattr_init(&attributes);
    pthread_rwlockattr_setkind_np(&attributes, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    pthread_rwlock_init(&lock, &attributes);
    const char *path = getenv("FAULTY_TOKEN_MODULE");
    void *module = path ? dlopen(path, RTLD_NOW) : NULL;
    word (*get)(struct list **) = module ? dlsym(module, "C_GetFunctionList") : NULL;
    if (get == NULL || get(&real) != 0) return 5; /* CKR_GENERAL_ERROR */
    ours = *real;
    ALL(PUT)
  }
  *out = &ours;
  return 0;
}
