/* Finds anchors in the image of a text: what ahocorasick_rs finds, in less than half its time.

   An anchor is sought by its rarest word. The image is read word by word; the few words by which
   anchors are sought are then compared, with what stands around them. Anchors that are nothing but
   the beginning of a word are looked for at each letter that one may end with.
*/
#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* As in anchors.py, and raised with it. */
#define TWIN 3

enum { STEMS = 1 << 14 };                       /* values of hashes that tell ends of stems */

/* What anchors are sought by: a stem, a word, or two words, the rarest and the one after or before
   it. after, before: by what letters, five bits of each, such a second word begins, or ends. */
typedef struct {
    uint32_t hash, text, length;                /* text: its place in `texts` */
    uint32_t last;                              /* its last anchor, 0 for none */
    uint32_t after, before;
} Key;
typedef struct {
    uint32_t text, length, before, next;        /* before: its bytes before the key */
    int32_t number;
} Anchor;
typedef struct {
    PyObject_HEAD
    uint8_t *tags;                              /* by slot: bits of the hash, 0 for no key */
    Key *keys;                                  /* by slot */
    size_t mask, key_count;
    Anchor *anchors; size_t anchor_count, anchor_room;
    char *texts; size_t text_count, text_room;
    uint8_t stems[STEMS / 8];
} Scanner;

static const uint32_t SEED = 2166136261u, STEM = 0x9E3779B9u, BEFORE = 0x85EBCA6Bu;

static uint32_t hashed(uint32_t hash, unsigned char c) { return (hash ^ c) * 16777619u; }

static uint32_t hash_of(uint32_t hash, const char *text, Py_ssize_t length) {
    for (Py_ssize_t i = 0; i < length; i++) hash = hashed(hash, (unsigned char)text[i]);
    return hash;
}

static uint32_t bit_of(char letter) { return 1u << (letter & 31); }

/* So small that they stay in the processor's cache, tags decide nearly always. */
static uint8_t tag_of(uint32_t hash) { return (uint8_t)(hash >> 24 | 1); }

static size_t place_of(uint32_t hash) { return hash ^ hash >> 15; }

/* The slot of a key, or that where it is to be. */
static size_t slot_of(const Scanner *m, const char *text, size_t length, uint32_t hash) {
    for (size_t at = place_of(hash) & m->mask;; at = (at + 1) & m->mask) {
        if (!m->tags[at]) return at;
        if (m->tags[at] != tag_of(hash)) continue;
        const Key *key = &m->keys[at];
        if (key->hash == hash && key->length == length
            && !memcmp(m->texts + key->text, text, length)) return at;
    }
}

/* Room for `more` items; 0 and an exception when there is no memory. */
static int room(void *array, size_t *have, size_t count, size_t more, size_t size) {
    void *old, *grown;
    size_t wanted = count + more;
    if (wanted <= *have) return 1;
    wanted += wanted / 2 + 64;
    if (wanted > UINT32_MAX) return PyErr_SetString(PyExc_OverflowError, "too many anchors"), 0;
    memcpy(&old, array, sizeof old);            /* the array is a pointer to whatever items */
    if (!(grown = realloc(old, wanted * size))) return PyErr_NoMemory(), 0;
    memcpy(array, &grown, sizeof grown);
    *have = wanted;
    return 1;
}

static int allot(Scanner *m, size_t slots) {
    m->tags = calloc(slots, sizeof *m->tags);
    m->keys = malloc(slots * sizeof *m->keys);
    m->mask = slots - 1;
    if (!m->tags || !m->keys) return PyErr_NoMemory(), 0;
    return 1;
}

/* Twice as many slots. */
static int grow(Scanner *m) {
    Scanner old = *m;
    int done = allot(m, 2 * (old.mask + 1));
    for (size_t i = 0; done && i <= old.mask; i++) {
        if (!old.tags[i]) continue;
        size_t at = place_of(old.keys[i].hash) & m->mask;
        while (m->tags[at]) at = (at + 1) & m->mask;
        m->tags[at] = old.tags[i];
        m->keys[at] = old.keys[i];
    }
    free(done ? old.tags : m->tags);
    free(done ? old.keys : m->keys);
    if (!done) *m = old;
    return done;
}

/* Where the word begins in the anchor, spaces around it, or 0. */
static Py_ssize_t within(const char *anchor, Py_ssize_t size, const char *word, Py_ssize_t length) {
    for (Py_ssize_t at = 1; at + length < size; at++)
        if (anchor[at - 1] == ' ' && anchor[at + length] == ' '
            && !memcmp(anchor + at, word, (size_t)length)) return at;
    return 0;
}

/* The key of that text, made if it is not there. */
static Key *key_of(Scanner *m, const char *text, Py_ssize_t size, uint32_t hash) {
    size_t length = (size_t)size;
    if (2 * m->key_count >= m->mask && !grow(m)) return NULL;
    size_t slot = slot_of(m, text, length, hash);
    Key *key = &m->keys[slot];
    if (!m->tags[slot]) {
        if (!room(&m->texts, &m->text_room, m->text_count, length, 1)) return NULL;
        memcpy(m->texts + m->text_count, text, length);
        *key = (Key){hash, (uint32_t)m->text_count, (uint32_t)length, 0, 0, 0};
        m->tags[slot] = tag_of(hash);
        m->text_count += length;
        m->key_count++;
    }
    return key;
}

/* Where the word that begins at `from` ends, or -1 if nothing shows that it does. */
static Py_ssize_t end_of(const char *text, Py_ssize_t size, Py_ssize_t from) {
    const char *space = from < size ? memchr(text + from, ' ', (size_t)(size - from)) : NULL;
    return space && space > text + from ? space - text : -1;
}

/* Where the word that ends at `end` begins. */
static Py_ssize_t start_of(const char *text, Py_ssize_t end) {
    while (end > 0 && text[end - 1] != ' ') end--;
    return end;
}

/* An anchor and the word by which it is sought: none for a stem, which begins a word and ends
   within it. */
static int add(Scanner *m, int32_t number, const char *anchor, Py_ssize_t size, const char *word,
               Py_ssize_t length) {
    Py_ssize_t from = length ? within(anchor, size, word, length) : size > 1 && *anchor == ' ';
    Py_ssize_t end = length ? from + length : size, next = end_of(anchor, size, end + 1);
    if (!from || memchr(anchor + from, ' ', (size_t)(end - from)))
        return PyErr_Format(PyExc_ValueError, "anchor %d is not sought by a word", (int)number), 0;
    Py_ssize_t low = start_of(anchor, from - 1);
    uint32_t hash = hash_of(SEED, anchor + from, end - from);
    if (!length) {
        m->stems[hash % STEMS >> 3] |= (uint8_t)(1 << (hash & 7));
        hash ^= STEM;
    }
    Key *key = key_of(m, anchor + from, end - from, hash);
    if (key && next > 0) {
        key->after |= bit_of(anchor[end + 1]);
        key = key_of(m, anchor + from, next - from, hash_of(hash, anchor + end, next - end));
    } else if (key && low > 0 && low < from - 1) { /* at 0 it may be the end of a longer word */
        key->before |= bit_of(anchor[from - 2]);
        key = key_of(m, anchor + low, end - low, hash_of(BEFORE, anchor + low, end - low));
        from = low;
    }
    if (!key || !room(&m->anchors, &m->anchor_room, m->anchor_count, 1, sizeof *m->anchors)
        || !room(&m->texts, &m->text_room, m->text_count, (size_t)size, 1)) return 0;
    memcpy(m->texts + m->text_count, anchor, (size_t)size);
    m->anchors[m->anchor_count++] = (Anchor){(uint32_t)m->text_count, (uint32_t)size,
                                             (uint32_t)from, key->last, number};
    key->last = (uint32_t)m->anchor_count;
    m->text_count += (size_t)size;
    return 1;
}

/* What is read, and what is found in it: three ints each. */
typedef struct {
    const char *image; Py_ssize_t size;
    int32_t *found; size_t count, room;
} Scan;

static int found(Scan *s, const Anchor *anchor, Py_ssize_t start) {
    if (!room(&s->found, &s->room, s->count, 3, sizeof *s->found)) return 0;
    s->found[s->count++] = anchor->number;
    s->found[s->count++] = (int32_t)start;
    s->found[s->count++] = (int32_t)(start + anchor->length);
    return 1;
}

/* The anchors of what stands at `from`, if that is a key of this hash; and the key. */
static int compare(const Scanner *m, Scan *s, Py_ssize_t from, Py_ssize_t end, uint32_t hash,
                   const Key **known) {
    size_t slot = slot_of(m, s->image + from, (size_t)(end - from), hash);
    if (!m->tags[slot]) return 1;
    *known = &m->keys[slot];
    for (uint32_t at = (*known)->last; at; at = m->anchors[at - 1].next) {
        const Anchor *anchor = &m->anchors[at - 1];
        Py_ssize_t start = from - anchor->before;
        if (start >= 0 && start + anchor->length <= s->size
            && !memcmp(s->image + start, m->texts + anchor->text, anchor->length)
            && !found(s, anchor, start)) return 0;
    }
    return 1;
}

/* The anchors of the word at `from`, and of it with the word after or before it. */
static int look(const Scanner *m, Scan *s, Py_ssize_t from, Py_ssize_t end, uint32_t hash) {
    const Key *key = NULL, *pair;
    if (!compare(m, s, from, end, hash, &key)) return 0;
    if (!key) return 1;
    if (end + 1 < s->size && key->after & bit_of(s->image[end + 1])) {
        Py_ssize_t next = end_of(s->image, s->size, end + 1);
        if (next > 0 && !compare(m, s, from, next, hash_of(hash, s->image + end, next - end), &pair))
            return 0;
    }
    if (from > 1 && key->before & bit_of(s->image[from - 2])) {
        Py_ssize_t low = start_of(s->image, from - 1);
        return compare(m, s, low, end, hash_of(BEFORE, s->image + low, end - low), &pair);
    }
    return 1;
}

/* find(image): three ints for each anchor: its number, its start and its end, in no order */
static PyObject *find(PyObject *self, PyObject *data) {
    const Scanner *m = (Scanner *)self;
    Scan s = {0};
    char *image;
    int done = 1;
    if (PyBytes_AsStringAndSize(data, &image, &s.size) < 0) return NULL;
    if (s.size < 2 || image[0] != ' ' || image[s.size - 1] != ' ')
        return PyErr_SetString(PyExc_ValueError, "an image has a space at either end"), NULL;
    if (s.size > INT32_MAX) return PyErr_SetString(PyExc_OverflowError, "a long text"), NULL;
    s.image = image;
    for (Py_ssize_t at = 1; done && at < s.size; at++) {
        Py_ssize_t from = at;
        const Key *stem;
        uint32_t hash = SEED;
        for (; done && image[at] != ' '; at++) {
            hash = hashed(hash, (unsigned char)image[at]);
            if (m->stems[hash % STEMS >> 3] >> (hash & 7) & 1)
                done = compare(m, &s, from, at + 1, hash ^ STEM, &stem);
        }
        if (done && from < at) done = look(m, &s, from, at, hash);
    }
    Py_ssize_t size = (Py_ssize_t)(s.count * sizeof *s.found);
    PyObject *out = done ? PyBytes_FromStringAndSize((const char *)s.found, size) : NULL;
    free(s.found);
    return out;
}

static PyObject *scanner_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    PyObject *anchors, *words;
    (void)kwargs;
    if (!PyArg_ParseTuple(args, "O!O!", &PyList_Type, &anchors, &PyList_Type, &words)) return NULL;
    if (PyList_Size(anchors) != PyList_Size(words) || PyList_Size(words) > INT_MAX)
        return PyErr_SetString(PyExc_ValueError, "each anchor has one word"), NULL;
    Scanner *m = (Scanner *)((allocfunc)PyType_GetSlot(type, Py_tp_alloc))(type, 0);  /* all zero */
    if (!m) return NULL;
    int done = allot(m, 1 << 8);
    for (Py_ssize_t i = 0; done && i < PyList_Size(words); i++) {
        char *anchor, *word;
        Py_ssize_t size, length;
        done = PyBytes_AsStringAndSize(PyList_GetItem(anchors, i), &anchor, &size) == 0
            && PyBytes_AsStringAndSize(PyList_GetItem(words, i), &word, &length) == 0
            && add(m, (int32_t)i, anchor, size, word, length);
    }
    if (done) return (PyObject *)m;
    Py_DECREF(m);
    return NULL;
}

static void scanner_dealloc(PyObject *self) {
    Scanner *m = (Scanner *)self;
    PyTypeObject *type = Py_TYPE(self);
    free(m->tags);
    free(m->keys);
    free(m->anchors);
    free(m->texts);
    ((freefunc)PyType_GetSlot(type, Py_tp_free))(self);
    Py_DECREF(type);
}

/* What of a character tells, with what of the next one, that the two are not even: bits that both
   have. Another white space than space and line feed is not, whatever was before. */
enum { SPACES = 1, THEN = 2, OTHER = 4 };

static uint8_t first_of(int c) {
    return c == ' ' ? OTHER | SPACES | THEN : c == '\n' ? OTHER | SPACES : OTHER;
}

static uint8_t next_of(int c) {
    if (c == ' ' || c == '\n') return c == ' ' ? SPACES | THEN : THEN;
    return (c >= 9 && c <= 13) || (c >= 28 && c <= 31) || c == 0x85 || c == 0xA0 ? OTHER : 0;
}

/* uneven(Latin-1): as in image.py */
static PyObject *uneven(PyObject *module, PyObject *data) {
    static uint8_t first[256], next[256];
    char *text;
    Py_ssize_t size;
    uint8_t seen = 0, before = OTHER;
    (void)module;
    if (PyBytes_AsStringAndSize(data, &text, &size) < 0) return NULL;
    if (!first['a'])
        for (int c = 0; c < 256; c++) next[c] = next_of(c), first[c] = first_of(c);
    for (Py_ssize_t at = 0; at < size; at++) {
        unsigned char c = (unsigned char)text[at];
        seen |= before & next[c];
        before = first[c];
    }
    return PyBool_FromLong(seen);
}

static PyMethodDef functions[] = {{"uneven", uneven, METH_O, NULL}, {NULL, NULL, 0, NULL}};
static PyMethodDef methods[] = {{"find", find, METH_O, NULL}, {NULL, NULL, 0, NULL}};
static PyType_Slot type_slots[] = {
    {Py_tp_new, (void *)scanner_new},
    {Py_tp_dealloc, (void *)scanner_dealloc},
    {Py_tp_methods, methods},
    {0, NULL},
};
static PyType_Spec type_spec = {"rhetorictui.packs._scanner.Scanner", sizeof(Scanner), 0,
                                Py_TPFLAGS_DEFAULT, type_slots};

static int fill(PyObject *module) {
    PyObject *type = PyType_FromSpec(&type_spec);
    int done = type ? PyModule_AddObjectRef(module, "Scanner", type) : -1;
    Py_XDECREF(type);
    return done < 0 ? -1 : PyModule_AddIntConstant(module, "TWIN", TWIN);
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, (void *)fill}, {0, NULL}};
static PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_scanner", NULL, 0, functions,
                                 module_slots, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__scanner(void) { return PyModuleDef_Init(&definition); }
