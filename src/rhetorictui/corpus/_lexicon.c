/* The compiled twin of the Python in pieces.py: the tokens of a text, by the pieces between its
   spaces and line breaks, each of which Python takes apart once.

   No pointer into an array that grows is kept across a call into Python, where another thread may
   run.
*/
#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* As in pieces.py, and raised with it. */
#define TWIN 1

enum { LIMIT = 200000, LONGEST = 60 };          /* pieces remembered, and bytes in each */

typedef struct { PyObject *word; unsigned char code; uint8_t start, end; } Token;
typedef struct { uint32_t hash, text, first; uint8_t length, count; } Piece;
typedef struct {
    PyObject_HEAD
    PyObject *take_apart;
    Piece *pieces; size_t piece_count, piece_room;
    Token *tokens; size_t token_count, token_room;
    char *texts; size_t text_count, text_room;
    uint32_t *slots; size_t mask;               /* the number of a piece and one, 0 for none */
} Lexicon;

/* What is read of a text; there is room for as many tokens as it has bytes. */
typedef struct {
    PyObject *words;
    unsigned char *codes; int32_t *spans;
    Py_ssize_t count, most;
} Reading;

/* Room for `more` items; 0 and an exception when there is no memory. */
static int room(void *array, size_t *have, size_t count, size_t more, size_t size) {
    void *old, *grown;
    size_t wanted = count + more;
    if (wanted <= *have) return 1;
    wanted += wanted / 2 + 64;
    memcpy(&old, array, sizeof old);            /* the array is a pointer to whatever items */
    if (!(grown = realloc(old, wanted * size))) return PyErr_NoMemory(), 0;
    memcpy(array, &grown, sizeof grown);
    *have = wanted;
    return 1;
}

static int add(Reading *out, PyObject *word, unsigned char code, int32_t start, int32_t end) {
    if (out->count >= out->most)
        return PyErr_SetString(PyExc_ValueError, "more tokens than text"), 0;
    if (PyList_Append(out->words, word) < 0) return 0;
    out->codes[out->count] = code;
    out->spans[2 * out->count] = start;
    out->spans[2 * out->count + 1] = end;
    out->count++;
    return 1;
}

/* The place of a piece among the slots, or that where it is to be. */
static uint32_t *slot_of(const Lexicon *m, const char *text, size_t length, uint32_t hash) {
    for (size_t at = hash & m->mask;; at = (at + 1) & m->mask) {
        uint32_t *slot = &m->slots[at];
        const Piece *piece = &m->pieces[*slot - (*slot > 0)];
        if (!*slot || (piece->hash == hash && piece->length == length
                       && !memcmp(m->texts + piece->text, text, length))) return slot;
    }
}

/* Slots for twice as many pieces. */
static int grow(Lexicon *m) {
    size_t size = m->slots ? 2 * (m->mask + 1) : 1 << 12;
    uint32_t *slots = calloc(size, sizeof *slots);
    if (!slots) return PyErr_NoMemory(), 0;
    free(m->slots);
    m->slots = slots;
    m->mask = size - 1;
    for (size_t i = 0; i < m->piece_count; i++) {
        size_t at = m->pieces[i].hash & m->mask;
        while (slots[at]) at = (at + 1) & m->mask;
        slots[at] = (uint32_t)i + 1;
    }
    return 1;
}

/* Remember a piece with the tokens that were read of it, from number `first` on. */
static int remember(Lexicon *m, const Reading *out, Py_ssize_t first, const char *text,
                    size_t length, uint32_t hash, int32_t at) {
    size_t count = (size_t)(out->count - first);
    if (!room(&m->pieces, &m->piece_room, m->piece_count, 1, sizeof *m->pieces)
        || !room(&m->tokens, &m->token_room, m->token_count, count, sizeof *m->tokens)
        || !room(&m->texts, &m->text_room, m->text_count, length, 1)
        || (2 * m->piece_count >= m->mask && !grow(m))) return 0;
    uint32_t *slot = slot_of(m, text, length, hash);
    if (*slot) return 1;                        /* another thread was here */
    m->pieces[m->piece_count] = (Piece){hash, (uint32_t)m->text_count, (uint32_t)m->token_count,
                                        (uint8_t)length, (uint8_t)count};
    *slot = (uint32_t)++m->piece_count;
    memcpy(m->texts + m->text_count, text, length);
    m->text_count += length;
    for (Py_ssize_t i = first; i < out->count; i++)
        m->tokens[m->token_count++] = (Token){
            Py_NewRef(PyList_GetItem(out->words, i)), out->codes[i],
            (uint8_t)(out->spans[2 * i] - at), (uint8_t)(out->spans[2 * i + 1] - at)};
    return 1;
}

static int is_tuple(PyObject *value) {
    if (!PyTuple_Check(value)) PyErr_SetString(PyExc_TypeError, "a tuple of tokens is expected");
    return PyTuple_Check(value);
}

/* The tokens of a piece that is not known, as Python has them. */
static int ask(Lexicon *m, Reading *out, const char *text, Py_ssize_t length, int32_t at) {
    PyObject *piece = PyUnicode_DecodeUTF8(text, length, "surrogatepass");
    PyObject *found = piece ? PyObject_CallFunctionObjArgs(m->take_apart, piece, NULL) : NULL;
    int done = found && is_tuple(found);
    Py_XDECREF(piece);
    for (Py_ssize_t i = 0; done && i < PyTuple_Size(found); i++) {
        PyObject *word, *token = PyTuple_GetItem(found, i);
        int code, start, end;
        done = is_tuple(token) && PyArg_ParseTuple(token, "O(ii)", &word, &start, &end);
        PyObject *letter = done ? PyObject_GetAttrString(word, "code") : NULL;
        done = letter && PyArg_Parse(letter, "C", &code)
            && add(out, word, (unsigned char)code, at + start, at + end);
        Py_XDECREF(letter);
    }
    Py_XDECREF(found);
    return done;
}

static int read_piece(Lexicon *m, Reading *out, const char *text, Py_ssize_t length, uint32_t hash,
                      int32_t at) {
    uint32_t slot = length < LONGEST ? *slot_of(m, text, (size_t)length, hash) : 0;
    if (!slot) {
        Py_ssize_t first = out->count;
        return ask(m, out, text, length, at)
            && (length >= LONGEST || m->piece_count >= LIMIT
                || remember(m, out, first, text, (size_t)length, hash, at));
    }
    const Piece *piece = &m->pieces[slot - 1];
    const Token *token = &m->tokens[piece->first];
    for (int i = 0; i < piece->count; i++, token++)
        if (!add(out, token->word, token->code, at + token->start, at + token->end)) return 0;
    return 1;
}

static uint32_t hashed(uint32_t hash, unsigned char c) { return (hash ^ c) * 16777619u; }

static int read_all(Lexicon *m, Reading *out, const char *text, Py_ssize_t size) {
    const uint32_t seed = 2166136261u;
    uint32_t hash = seed;
    int32_t points = 0, start = 0;              /* code points */
    for (Py_ssize_t at = 0, from = 0; at <= size; at++) {
        unsigned char c = at < size ? (unsigned char)text[at] : ' ';
        if (c != ' ' && c != '\n') {
            hash = hashed(hash, c);
            points += (c & 0xC0) != 0x80;
            continue;
        }
        hash ^= hash >> 15;
        if (from < at && !read_piece(m, out, text + from, at - from, hash, start)) return 0;
        if (c == '\n' && !read_piece(m, out, "\n", 1, hashed(seed, '\n'), points)) return 0;
        hash = seed;
        start = ++points;
        from = at + 1;
    }
    return 1;
}

/* read(UTF-8): words, codes, and two ints a token: its span */
static PyObject *read_text(PyObject *self, PyObject *data) {
    char *text;
    PyObject *result = NULL;
    Reading out = {NULL, NULL, NULL, 0, 0};
    if (PyBytes_AsStringAndSize(data, &text, &out.most) < 0) return NULL;
    if (out.most > INT_MAX - 1) return PyErr_SetString(PyExc_OverflowError, "a long text"), NULL;
    out.words = PyList_New(0);
    out.codes = malloc((size_t)out.most + 1);
    out.spans = malloc(((size_t)out.most + 1) * 2 * sizeof *out.spans);
    if (out.words && (!out.codes || !out.spans)) PyErr_NoMemory();
    else if (out.words && read_all((Lexicon *)self, &out, text, out.most))
        result = Py_BuildValue("ONN", out.words,
            PyUnicode_DecodeLatin1((const char *)out.codes, out.count, NULL),
            PyBytes_FromStringAndSize((const char *)out.spans,
                                      out.count * (Py_ssize_t)(2 * sizeof *out.spans)));
    Py_XDECREF(out.words);
    free(out.codes);
    free(out.spans);
    return result;
}

static PyObject *lexicon_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    PyObject *take_apart;
    (void)kwargs;
    if (!PyArg_ParseTuple(args, "O", &take_apart)) return NULL;
    Lexicon *m = (Lexicon *)((allocfunc)PyType_GetSlot(type, Py_tp_alloc))(type, 0);  /* all zero */
    if (!m) return NULL;
    m->take_apart = Py_NewRef(take_apart);
    if (grow(m) && room(&m->pieces, &m->piece_room, 0, 1, sizeof *m->pieces)) return (PyObject *)m;
    Py_DECREF(m);
    return NULL;
}

static void lexicon_dealloc(PyObject *self) {
    Lexicon *m = (Lexicon *)self;
    PyTypeObject *type = Py_TYPE(self);
    for (size_t i = 0; i < m->token_count; i++) Py_DECREF(m->tokens[i].word);
    Py_XDECREF(m->take_apart);
    free(m->pieces);
    free(m->tokens);
    free(m->texts);
    free(m->slots);
    ((freefunc)PyType_GetSlot(type, Py_tp_free))(self);
    Py_DECREF(type);
}

static PyMethodDef methods[] = {{"read", read_text, METH_O, NULL}, {NULL, NULL, 0, NULL}};
static PyType_Slot type_slots[] = {
    {Py_tp_new, (void *)lexicon_new},
    {Py_tp_dealloc, (void *)lexicon_dealloc},
    {Py_tp_methods, methods},
    {0, NULL},
};
static PyType_Spec type_spec = {"rhetorictui.corpus._lexicon.Lexicon", sizeof(Lexicon), 0,
                                Py_TPFLAGS_DEFAULT, type_slots};

static int fill(PyObject *module) {
    PyObject *type = PyType_FromSpec(&type_spec);
    int done = type ? PyModule_AddObjectRef(module, "Lexicon", type) : -1;
    Py_XDECREF(type);
    return done < 0 ? -1 : PyModule_AddIntConstant(module, "TWIN", TWIN);
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, (void *)fill}, {0, NULL}};
static PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_lexicon", NULL, 0, NULL, module_slots,
                                 NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__lexicon(void) { return PyModuleDef_Init(&definition); }
