package dev.quantmask.pytorch.pickle;

/**
 * Pickle's operations, protocols 0 to 5.
 *
 * <p>The stack effect is written {@code before -> after}; {@code mark} is the topmost mark and
 * {@code ...} what lies above it. Integers that follow an operation are little-endian.
 *
 * @see <a href="https://github.com/python/cpython/blob/3.13/Lib/pickletools.py">pickletools</a>
 */
public enum Opcode {
  // The stream.
  /** Protocol version in one byte. */
  PROTO(0x80),
  /** Length of the next frame in eight bytes. */
  FRAME(0x95),
  /** value -> ; the value is the result. */
  STOP('.'),

  // The stack.
  /** -> mark. */
  MARK('('),
  /** value -> . */
  POP('0'),
  /** mark ... -> . */
  POP_MARK('1'),
  /** value -> value value. */
  DUP('2'),

  // The memo. The value stays on the stack when it is put.
  PUT('p'),
  BINPUT('q'),
  LONG_BINPUT('r'),
  MEMOIZE(0x94),
  GET('g'),
  BINGET('h'),
  LONG_BINGET('j'),

  // Atoms: -> value.
  NONE('N'),
  NEWTRUE(0x88),
  NEWFALSE(0x89),
  INT('I'),
  BININT('J'),
  BININT1('K'),
  BININT2('M'),
  LONG('L'),
  LONG1(0x8a),
  LONG4(0x8b),
  FLOAT('F'),
  BINFLOAT('G'),
  STRING('S'),
  BINSTRING('T'),
  SHORT_BINSTRING('U'),
  UNICODE('V'),
  BINUNICODE('X'),
  SHORT_BINUNICODE(0x8c),
  BINUNICODE8(0x8d),
  BINBYTES('B'),
  SHORT_BINBYTES('C'),
  BINBYTES8(0x8e),
  BYTEARRAY8(0x96),

  // Containers.
  /** -> list. */
  EMPTY_LIST(']'),
  /** mark ... -> list. */
  LIST('l'),
  /** list value -> list. */
  APPEND('a'),
  /** list mark ... -> list. */
  APPENDS('e'),
  /** -> tuple. */
  EMPTY_TUPLE(')'),
  /** a -> tuple. */
  TUPLE1(0x85),
  /** a b -> tuple. */
  TUPLE2(0x86),
  /** a b c -> tuple. */
  TUPLE3(0x87),
  /** mark ... -> tuple. */
  TUPLE('t'),
  /** -> dict. */
  EMPTY_DICT('}'),
  /** mark key value ... -> dict. */
  DICT('d'),
  /** dict key value -> dict. */
  SETITEM('s'),
  /** dict mark key value ... -> dict. */
  SETITEMS('u'),
  /** -> set. */
  EMPTY_SET(0x8f),
  /** set mark ... -> set. */
  ADDITEMS(0x90),
  /** mark ... -> frozenset. */
  FROZENSET(0x91),

  // Globals and objects.
  /** -> global, from two lines of text. */
  GLOBAL('c'),
  /** module name -> global. */
  STACK_GLOBAL(0x93),
  /** callable arguments -> object. */
  REDUCE('R'),
  /** class arguments -> object. */
  NEWOBJ(0x81),
  /** class arguments keywords -> object. */
  NEWOBJ_EX(0x92),
  /** mark ... -> object, of the class that two lines of text name. */
  INST('i'),
  /** mark class ... -> object. */
  OBJ('o'),
  /** object state -> object. */
  BUILD('b'),

  // What lies outside of the pickle.
  /** -> object, from a line of text. */
  PERSID('P'),
  /** id -> object. */
  BINPERSID('Q'),
  /** -> object of a registry that is not in the file. Refused. */
  EXT1(0x82),
  EXT2(0x83),
  EXT4(0x84),
  /** -> buffer that is not in the file. Refused. */
  NEXT_BUFFER(0x97),
  /** buffer -> buffer. Only makes sense after NEXT_BUFFER: refused. */
  READONLY_BUFFER(0x98);

  private static final Opcode[] BY_CODE = new Opcode[0x100];

  static {
    for (Opcode opcode : values()) {
      BY_CODE[opcode.code] = opcode;
    }
  }

  private final int code;

  Opcode(int code) {
    this.code = code;
  }

  /** The byte that stands for it, unsigned. */
  public int code() {
    return code;
  }

  /** The operation of an unsigned byte, or null when there is none. */
  static Opcode of(int code) {
    return BY_CODE[code];
  }
}
