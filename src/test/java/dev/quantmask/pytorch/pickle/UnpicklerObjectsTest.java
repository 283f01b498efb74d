package dev.quantmask.pytorch.pickle;

import static dev.quantmask.pytorch.pickle.Opcode.*;
import static dev.quantmask.pytorch.pickle.Pickles.global;
import static dev.quantmask.pytorch.pickle.Pickles.read;
import static dev.quantmask.pytorch.pickle.Pickles.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.pytorch.io.FilePosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is called: globals of the allow-list have a meaning, all others become placeholders. */
class UnpicklerObjectsTest {
  @Test
  void callsOfOtherGlobalsAreNotMade() throws IOException {
    PickledObject object =
        (PickledObject) read(global("os", "system"), text("echo"), TUPLE1, REDUCE, STOP);

    assertThat(object.global().qualifiedName()).isEqualTo("os.system");
    assertThat(object.arguments()).containsExactly("echo");
    assertThat(object.position()).isEqualTo(new FilePosition("test.pkl", 18));
    assertThat(object.state()).isNull();
  }

  @Test
  void newObjectsKeepTheirState() throws IOException {
    PickledObject object =
        (PickledObject)
            read(
                global("__torch__", "Net"),
                EMPTY_TUPLE,
                NEWOBJ,
                EMPTY_DICT,
                text("scale"),
                NEWTRUE,
                SETITEM,
                BUILD,
                STOP);

    assertThat(object.global().qualifiedName()).isEqualTo("__torch__.Net");
    assertThat(object.state()).isEqualTo(Map.of("scale", true));
  }

  @Test
  void keywordsComeAfterTheArguments() throws IOException {
    PickledObject object =
        (PickledObject)
            read(
                global("a", "B"),
                NONE,
                TUPLE1,
                EMPTY_DICT,
                text("k"),
                NEWTRUE,
                SETITEM,
                NEWOBJ_EX,
                STOP);

    assertThat(object.arguments()).isEqualTo(Arrays.asList(null, Map.of("k", true)));
    assertThat(read(global("builtins", "set"), EMPTY_TUPLE, EMPTY_DICT, NEWOBJ_EX, STOP))
        .isEqualTo(Set.of());
  }

  @Test
  void oldStyleInstances() throws IOException {
    assertThat(((PickledObject) read(MARK, NEWTRUE, INST, "a\nB\n", STOP)).arguments())
        .containsExactly(true);
    assertThat(((PickledObject) read(MARK, global("a", "B"), NEWTRUE, OBJ, STOP)).arguments())
        .containsExactly(true);
  }

  @Test
  void placeholdersTakeElementsAndItems() throws IOException {
    Object[] make = {global("a", "B"), EMPTY_TUPLE, NEWOBJ};
    PickledObject list =
        (PickledObject) read(make[0], make[1], make[2], MARK, NEWTRUE, APPENDS, NONE, APPEND, STOP);
    PickledObject dict =
        (PickledObject) read(make[0], make[1], make[2], MARK, text("k"), NONE, SETITEMS, STOP);

    assertThat(list.elements()).containsExactly(true, null);
    assertThat(dict.items()).containsEntry("k", null);
  }

  @Test
  void placeholdersCanBeCalled() throws IOException {
    PickledObject object =
        (PickledObject)
            read(global("builtins", "getattr"), EMPTY_TUPLE, REDUCE, NEWTRUE, TUPLE1, REDUCE, STOP);

    assertThat(object.global().qualifiedName()).isEqualTo("builtins.getattr");
    assertThat(object.arguments()).containsExactly(true);
  }

  @Test
  void orderedDicts() throws IOException {
    byte[] type = global("collections", "OrderedDict");
    Object[] pairs = {MARK, text("a"), NEWTRUE, TUPLE2, LIST, TUPLE1};

    assertThat(read(type, EMPTY_TUPLE, REDUCE, STOP)).isEqualTo(Map.of());
    assertThat(read(type, pairs[0], pairs[1], pairs[2], pairs[3], pairs[4], pairs[5], REDUCE, STOP))
        .isEqualTo(Map.of("a", true));
    assertThat(read(type, EMPTY_TUPLE, REDUCE, EMPTY_DICT, BUILD, STOP)).isEqualTo(Map.of());
  }

  @Test
  void kindsOfDicts() throws IOException {
    Object[] dict = {EMPTY_DICT, text("a"), NEWTRUE, SETITEM};
    assertThat(
            read(
                global("collections", "Counter"),
                dict[0],
                dict[1],
                dict[2],
                dict[3],
                TUPLE1,
                REDUCE,
                STOP))
        .isEqualTo(Map.of("a", true));
    assertThat(
            read(
                global("collections", "defaultdict"),
                global("builtins", "list"),
                TUPLE1,
                REDUCE,
                STOP))
        .isEqualTo(Map.of());
  }

  @Test
  void setsOfProtocol2() throws IOException {
    assertThat(read(global("__builtin__", "set"), MARK, NEWTRUE, LIST, TUPLE1, REDUCE, STOP))
        .isEqualTo(Set.of(true));
    assertThat(read(global("builtins", "frozenset"), MARK, NEWTRUE, LIST, TUPLE1, REDUCE, STOP))
        .isEqualTo(Set.of(true));
  }

  @Test
  void bytesOfProtocol2() throws IOException {
    Object[] encode = {
      global("_codecs", "encode"), BINUNICODE, Pickles.int4(3), "a", 0xc3, 0xbf, text("latin1")
    };
    assertThat(
            read(
                encode[0], encode[1], encode[2], encode[3], encode[4], encode[5], encode[6], TUPLE2,
                REDUCE, STOP))
        .isEqualTo(ByteBuffer.wrap(new byte[] {'a', (byte) 0xff}));
    assertThat(read(global("__builtin__", "bytes"), EMPTY_TUPLE, REDUCE, STOP))
        .isEqualTo(ByteBuffer.allocate(0));
    assertThat(read(global("_codecs", "encode"), text("a"), text("rot13"), TUPLE2, REDUCE, STOP))
        .isInstanceOf(PickledObject.class);
  }

  @Test
  void typedListsOfTorchScript() throws IOException {
    assertThat(
            read(
                global("torch.jit._pickle", "build_intlist"),
                MARK,
                BININT1,
                1,
                LIST,
                TUPLE1,
                REDUCE,
                STOP))
        .isEqualTo(List.of(1L));
    assertThat(read(global("torch", "Size"), BININT1, 1, TUPLE1, TUPLE1, REDUCE, STOP))
        .isEqualTo(List.of(1L));
  }
}
