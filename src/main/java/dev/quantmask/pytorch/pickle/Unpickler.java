package dev.quantmask.pytorch.pickle;

import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.pytorch.io.ValueDescriber;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a pickle and executes nothing. What comes out:
 *
 * <ul>
 *   <li>null, Boolean, Long (BigInteger when it does not fit), Double, String;
 *   <li>read-only ByteBuffer for bytes and bytearray;
 *   <li>List for list and tuple, Map for dict and its kin, Set, all in the order of the file (keys
 *       that are containers themselves come as objects that only equal themselves);
 *   <li>{@link dev.quantmask.tensor.Tensor} for torch's tensors and parameters and for NumPy's
 *       arrays and scalars;
 *   <li>{@link PickledGlobal} for a class or function, {@link PickledObject} for what one that is
 *       not on the allow-list would have made.
 * </ul>
 */
public final class Unpickler {
  /** A value takes tens of bytes, an operation one: without a limit, few bytes take much memory. */
  private static final int MAX_OPERATIONS = 2_000_000;

  private final PickleInput input;
  private final AllowList allowList;
  private final PersistentLoader loader;
  private final CopyBudget budget;
  private final PickleStack stack;
  private final PickleMemo memo;

  private Unpickler(
      PickleInput input, long pickleBytes, AllowList allowList, PersistentLoader loader) {
    this.input = input;
    this.allowList = allowList;
    this.loader = loader;
    this.budget = new CopyBudget(pickleBytes);
    this.stack = new PickleStack(input);
    this.memo = new PickleMemo(input);
  }

  /**
   * Reads a pickle that fills the buffer.
   *
   * @param part what the bytes are, for messages
   * @throws MalformedCheckpointException naming part, byte, expected and found
   */
  public static Object read(String part, ByteBuffer pickle, PersistentLoader loader)
      throws IOException {
    ByteBuffer bytes = pickle.slice();
    Object value = readNext(part, bytes, 0, AllowList.TENSORS, loader);
    if (bytes.hasRemaining()) {
      throw new FilePosition(part, bytes.position())
          .expected("the end after the pickle", Text.format("%d bytes", bytes.remaining()));
    }
    return value;
  }

  /**
   * Reads one pickle and leaves the buffer's position behind it.
   *
   * @param start offset in the part of the buffer's byte 0
   */
  public static Object readNext(
      String part, ByteBuffer bytes, long start, AllowList allowList, PersistentLoader loader)
      throws IOException {
    PickleInput input = new PickleInput(part, bytes, start);
    return new Unpickler(input, bytes.remaining(), allowList, loader).run();
  }

  private Object run() throws IOException {
    for (int operations = 0; operations < MAX_OPERATIONS; operations++) {
      Opcode opcode = input.operation();
      if (opcode == Opcode.STOP) {
        return stack.pop();
      }
      execute(opcode);
    }
    throw input.position().problem(Text.format("more than %d operations", MAX_OPERATIONS));
  }

  private void execute(Opcode opcode) throws IOException {
    switch (opcode) {
      case PROTO -> protocol(input.unsignedByte());
      case FRAME -> input.frame();
      case STOP -> throw new IllegalStateException("STOP ends the loop");

      case MARK -> stack.mark();
      case POP -> pop();
      case POP_MARK -> stack.popToMark();
      case DUP -> stack.push(stack.top());

      case PUT -> memo.put(input.decimalIndex(), stack.top());
      case BINPUT -> memo.put(input.unsignedByte(), stack.top());
      case LONG_BINPUT -> memo.put(input.unsignedInt(), stack.top());
      case MEMOIZE -> memo.add(stack.top());
      case GET -> stack.push(memo.get(input.decimalIndex()));
      case BINGET -> stack.push(memo.get(input.unsignedByte()));
      case LONG_BINGET -> stack.push(memo.get(input.unsignedInt()));

      case NONE -> stack.push(null);
      case NEWTRUE -> stack.push(true);
      case NEWFALSE -> stack.push(false);
      case INT -> stack.push(input.decimalOrBoolean());
      case BININT -> stack.push(input.signedInt());
      case BININT1 -> stack.push((long) input.unsignedByte());
      case BININT2 -> stack.push(input.unsignedShort());
      case LONG -> stack.push(input.decimalLong());
      case LONG1 -> stack.push(input.integer(input.unsignedByte()));
      case LONG4 -> stack.push(input.integer(input.signedInt()));
      case FLOAT -> stack.push(input.decimalFloat());
      case BINFLOAT -> stack.push(input.binaryFloat());
      case STRING -> stack.push(input.quotedString());
      case BINSTRING -> stack.push(input.python2String(input.signedInt()));
      case SHORT_BINSTRING -> stack.push(input.python2String(input.unsignedByte()));
      case UNICODE -> stack.push(input.escapedLine());
      case BINUNICODE -> stack.push(input.utf8(input.unsignedInt()));
      case SHORT_BINUNICODE -> stack.push(input.utf8(input.unsignedByte()));
      case BINUNICODE8 -> stack.push(input.utf8(input.longLength()));
      case BINBYTES -> stack.push(input.data(input.unsignedInt()));
      case SHORT_BINBYTES -> stack.push(input.data(input.unsignedByte()));
      case BINBYTES8, BYTEARRAY8 -> stack.push(input.data(input.longLength()));

      case EMPTY_LIST -> stack.push(new ArrayList<>(0));
      case LIST -> stack.push(stack.popToMark());
      case APPEND -> append(Collections.singletonList(stack.pop()));
      case APPENDS -> append(stack.popToMark());
      case EMPTY_TUPLE -> stack.push(List.of());
      case TUPLE1 -> tuple(1);
      case TUPLE2 -> tuple(2);
      case TUPLE3 -> tuple(3);
      case TUPLE -> stack.push(Collections.unmodifiableList(stack.popToMark()));
      case EMPTY_DICT -> stack.push(new LinkedHashMap<>());
      case DICT -> dict(stack.popToMark());
      case SETITEM -> setItem();
      case SETITEMS -> setItems(stack.popToMark());
      case EMPTY_SET -> stack.push(new LinkedHashSet<>());
      case ADDITEMS -> addItems(stack.popToMark());
      case FROZENSET -> frozenSet(stack.popToMark());

      case GLOBAL -> stack.push(global(input.line(), input.line()));
      case STACK_GLOBAL -> stackGlobal();
      case REDUCE, NEWOBJ -> reduce();
      case NEWOBJ_EX -> newObjectWithKeywords();
      case INST -> instance(global(input.line(), input.line()), stack.popToMark());
      case OBJ -> object(stack.popToMark());
      case BUILD -> build();

      case PERSID -> stack.push(loader.load(input.line(), input.position()));
      case BINPERSID -> stack.push(loader.load(stack.pop(), input.position()));
      case EXT1, EXT2, EXT4 ->
          throw input.position().expected("a global in the file", "one of copyreg's registry");
      case NEXT_BUFFER, READONLY_BUFFER ->
          throw input.position().expected("data in the file", "an out-of-band buffer");
    }
  }

  private void protocol(int version) throws MalformedCheckpointException {
    if (version > 5) {
      throw input.position().expected("pickle protocol 0 to 5", Integer.toString(version));
    }
  }

  private void pop() throws MalformedCheckpointException {
    if (stack.topIsMark()) {
      stack.popToMark();
      return;
    }
    stack.pop();
  }

  private void append(List<Object> elements) throws MalformedCheckpointException {
    Object target = stack.top();
    if (target instanceof PickledObject object) {
      elements.forEach(object::add);
      return;
    }
    list(target).addAll(elements);
  }

  /** Tuples are lists that cannot be changed, and so not of this class. */
  @SuppressWarnings("unchecked")
  private List<Object> list(Object target) throws MalformedCheckpointException {
    if (target instanceof ArrayList<?> list) {
      return (List<Object>) list;
    }
    throw input.position().wrong("a list to append to", target);
  }

  private void tuple(int size) throws MalformedCheckpointException {
    Object[] values = new Object[size];
    for (int i = size - 1; i >= 0; i--) {
      values[i] = stack.pop();
    }
    stack.push(Collections.unmodifiableList(Arrays.asList(values)));
  }

  private void dict(List<Object> keysAndValues) throws MalformedCheckpointException {
    Map<Object, Object> dict = new LinkedHashMap<>();
    checkPairs(keysAndValues);
    PickleKeys.putAll(dict, keysAndValues);
    stack.push(dict);
  }

  private void setItem() throws MalformedCheckpointException {
    Object value = stack.pop();
    Object key = stack.pop();
    setItems(Arrays.asList(key, value));
  }

  @SuppressWarnings("unchecked")
  private void setItems(List<Object> keysAndValues) throws MalformedCheckpointException {
    checkPairs(keysAndValues);
    Object target = stack.top();
    if (target instanceof PickledObject object) {
      for (int i = 0; i < keysAndValues.size(); i += 2) {
        object.put(PickleKeys.of(keysAndValues.get(i)), keysAndValues.get(i + 1));
      }
      return;
    }
    if (!(target instanceof LinkedHashMap<?, ?> dict)) {
      throw input.position().wrong("a dict to put into", target);
    }
    PickleKeys.putAll((Map<Object, Object>) dict, keysAndValues);
  }

  private void checkPairs(List<Object> keysAndValues) throws MalformedCheckpointException {
    if (keysAndValues.size() % 2 != 0) {
      throw input
          .position()
          .expected("keys and values in pairs", Text.format("%d of them", keysAndValues.size()));
    }
  }

  @SuppressWarnings("unchecked")
  private void addItems(List<Object> elements) throws MalformedCheckpointException {
    Object target = stack.top();
    if (target instanceof PickledObject object) {
      elements.forEach(object::add);
      return;
    }
    if (!(target instanceof LinkedHashSet<?> set)) {
      throw input.position().wrong("a set to add to", target);
    }
    PickleKeys.addAll((Set<Object>) set, elements);
  }

  private void frozenSet(List<Object> elements) {
    Set<Object> set = new LinkedHashSet<>();
    PickleKeys.addAll(set, elements);
    stack.push(Collections.unmodifiableSet(set));
  }

  private void stackGlobal() throws MalformedCheckpointException {
    Object name = stack.pop();
    Object module = stack.pop();
    if (!(module instanceof String moduleName) || !(name instanceof String globalName)) {
      throw input
          .position()
          .expected(
              "two strings that name a global",
              ValueDescriber.describe(module) + " and " + ValueDescriber.describe(name));
    }
    stack.push(global(moduleName, globalName));
  }

  /** Python 2 had other names for a few modules. */
  private PickledGlobal global(String module, String name) {
    String today =
        switch (module) {
          case "__builtin__" -> "builtins";
          case "copy_reg" -> "copyreg";
          default -> module;
        };
    return new PickledGlobal(today, name, input.position());
  }

  private void reduce() throws IOException {
    List<Object> arguments = arguments(stack.pop());
    Object callable = stack.pop();
    stack.push(call(callable, arguments));
  }

  /** No global on the allow-list takes keywords, so they only go into the placeholder. */
  private void newObjectWithKeywords() throws IOException {
    Object keywords = stack.pop();
    List<Object> arguments = new ArrayList<>(arguments(stack.pop()));
    budget.spendElements(arguments.size(), input.position());
    Object callable = stack.pop();
    if (!(keywords instanceof Map<?, ?> map)) {
      throw input.position().wrong("keywords in a dict", keywords);
    }
    if (map.isEmpty()) {
      stack.push(call(callable, arguments));
      return;
    }
    arguments.add(keywords);
    stack.push(new PickledObject(callableGlobal(callable), arguments, input.position()));
  }

  private void instance(PickledGlobal global, List<Object> arguments) throws IOException {
    stack.push(call(global, arguments));
  }

  private void object(List<Object> classAndArguments) throws IOException {
    if (classAndArguments.isEmpty()) {
      throw input.position().expected("a class above the mark", "nothing");
    }
    Object callable = classAndArguments.get(0);
    stack.push(call(callable, classAndArguments.subList(1, classAndArguments.size())));
  }

  private Object call(Object callable, List<Object> arguments) throws IOException {
    if (callable instanceof PickledGlobal global) {
      return allowList.call(new Call(global, arguments, input.position(), budget));
    }
    return new PickledObject(callableGlobal(callable), arguments, input.position());
  }

  /** Returns the global that is called; what a placeholder makes is named after the placeholder. */
  private PickledGlobal callableGlobal(Object callable) throws MalformedCheckpointException {
    if (callable instanceof PickledGlobal global) {
      return global;
    }
    if (callable instanceof PickledObject object) {
      return object.global();
    }
    throw input.position().wrong("a global to call", callable);
  }

  @SuppressWarnings("unchecked")
  private List<Object> arguments(Object arguments) throws MalformedCheckpointException {
    if (arguments instanceof List<?> list) {
      return (List<Object>) list;
    }
    throw input.position().wrong("arguments in a tuple", arguments);
  }

  private void build() throws MalformedCheckpointException {
    Object state = stack.pop();
    Object target = stack.top();
    if (target instanceof Buildable buildable) {
      Object built = buildable.build(buildCall(state));
      stack.replaceTop(built);
      memo.replace(buildable, built);
      return;
    }
    if (target instanceof PickledObject object) {
      object.setState(state);
      return;
    }
    // Attributes of a dict, such as the _metadata of a state dict, hold no weights.
    if (target instanceof Map<?, ?>) {
      return;
    }
    throw input.position().wrong("an object that takes a state", target);
  }

  private Call buildCall(Object state) {
    PickledGlobal setState = new PickledGlobal("object", "__setstate__", input.position());
    return new Call(setState, Collections.singletonList(state), input.position(), budget);
  }
}
