package dev.quantmask.server.grpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.quantmask.server.openinference.InferenceRequest;
import dev.quantmask.server.openinference.InferenceRequest.RequestedOutput;
import dev.quantmask.server.openinference.InputTensor;
import dev.quantmask.server.openinference.Output;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.request.RequestOptions;
import inference.InferParameter;
import inference.ModelInferRequest;
import inference.ModelInferRequest.InferInputTensor;
import inference.ModelInferRequest.InferRequestedOutputTensor;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads a {@code ModelInferRequest}, field by field: as generated objects, a message of many empty
 * parts would take twenty times its memory.
 */
final class InferRequestReader {
  private static final int LENGTH_DELIMITED = 2; // the wire type of texts, bytes and messages
  private static final int MOST_DIMENSIONS = 8;
  // Of REST. KServe's client sends them here, too, where they have no effect.
  private static final Set<String> OF_INPUTS = Set.of("binary_data_size");
  private static final Set<String> OF_OUTPUTS = Set.of("binary_data");

  private final byte[] message;
  private final CodedInputStream in;
  private final ObjectNode parameters = JsonNodeFactory.instance.objectNode();
  private final List<RequestedOutput> outputs = new ArrayList<>();
  private String model = "";
  private String version = "";
  private String id = "";
  private InputTensor input; // without a content if that is raw
  private InputTensor.Binary raw;

  private InferRequestReader(byte[] message) {
    this.message = message;
    this.in = CodedInputStream.newInstance(message);
  }

  /**
   * A request, and what only gRPC has in it.
   *
   * @param model its name
   * @param version empty for any
   * @param isRaw whether its input is raw, and so its outputs shall be
   */
  record Call(String model, String version, InferenceRequest request, boolean isRaw) {}

  /**
   * @throws ProblemException when it is not a request of the protocol
   */
  static Call read(byte[] message) {
    try {
      return new InferRequestReader(message).call();
    } catch (InvalidProtocolBufferException e) {
      throw Messages.malformed();
    } catch (IOException e) {
      throw new IllegalStateException("memory is always there", e);
    }
  }

  private Call call() throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case ModelInferRequest.MODEL_NAME_FIELD_NUMBER << 3 | LENGTH_DELIMITED ->
            model = in.readStringRequireUtf8();
        case ModelInferRequest.MODEL_VERSION_FIELD_NUMBER << 3 | LENGTH_DELIMITED ->
            version = in.readStringRequireUtf8();
        case ModelInferRequest.ID_FIELD_NUMBER << 3 | LENGTH_DELIMITED ->
            id = in.readStringRequireUtf8();
        case ModelInferRequest.PARAMETERS_FIELD_NUMBER << 3 | LENGTH_DELIMITED ->
            parameter("parameters", InferenceRequest.PARAMETERS, parameters);
        case ModelInferRequest.INPUTS_FIELD_NUMBER << 3 | LENGTH_DELIMITED -> input();
        case ModelInferRequest.OUTPUTS_FIELD_NUMBER << 3 | LENGTH_DELIMITED -> output();
        case ModelInferRequest.RAW_INPUT_CONTENTS_FIELD_NUMBER << 3 | LENGTH_DELIMITED -> raw();
        default -> in.skipField(tag);
      }
    }
    in.checkLastTagWas(0);
    List<RequestedOutput> wanted =
        outputs.isEmpty() ? InferenceRequest.unnamed(raw != null) : outputs;
    InferenceRequest request =
        new InferenceRequest(id.isEmpty() ? null : id, parameters, withContent(), wanted);
    return new Call(model, version, request, raw != null);
  }

  private InputTensor withContent() {
    if (input == null) {
      return null;
    }
    if (raw == null && input.content() == null) {
      throw ProblemException.badRequest(
          "inputs[0]: expected contents, or raw_input_contents, found neither");
    }
    if (raw != null && input.content() != null) {
      throw ProblemException.badRequest(
          "inputs[0]: expected contents or raw_input_contents, found both");
    }
    return raw == null
        ? input
        : new InputTensor(input.name(), input.datatype(), input.shape(), null, raw);
  }

  private void raw() throws IOException {
    if (raw != null) {
      throw ProblemException.badRequest("raw_input_contents: expected one, found more");
    }
    int size = in.readRawVarint32();
    int offset = in.getTotalBytesRead();
    in.skipRawBytes(size);
    raw = new InputTensor.Binary(message, offset, size);
  }

  private void input() throws IOException {
    if (input != null) {
      throw ProblemException.badRequest("inputs: expected one tensor, found more");
    }
    String name = "";
    String datatype = "";
    List<Long> shape = new ArrayList<>();
    InputTensor.Content content = null;
    int outer = begin();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case InferInputTensor.NAME_FIELD_NUMBER << 3 | LENGTH_DELIMITED ->
            name = in.readStringRequireUtf8();
        case InferInputTensor.DATATYPE_FIELD_NUMBER << 3 | LENGTH_DELIMITED ->
            datatype = in.readStringRequireUtf8();
        case InferInputTensor.SHAPE_FIELD_NUMBER << 3 -> dimension(shape);
        case InferInputTensor.SHAPE_FIELD_NUMBER << 3 | LENGTH_DELIMITED -> {
          int all = begin();
          while (!in.isAtEnd()) {
            dimension(shape);
          }
          in.popLimit(all);
        }
        case InferInputTensor.PARAMETERS_FIELD_NUMBER << 3 | LENGTH_DELIMITED ->
            parameter("inputs[0].parameters", OF_INPUTS, JsonNodeFactory.instance.objectNode());
        case InferInputTensor.CONTENTS_FIELD_NUMBER << 3 | LENGTH_DELIMITED -> {
          int all = begin();
          content = new ContentsReader(in).read();
          in.popLimit(all);
        }
        default -> in.skipField(tag);
      }
    }
    in.popLimit(outer);
    input = new InputTensor(name, datatype, shape, null, content);
  }

  private void dimension(List<Long> shape) throws IOException {
    if (shape.size() == MOST_DIMENSIONS) {
      throw ProblemException.badRequest(
          "inputs[0].shape: expected at most %d lengths", MOST_DIMENSIONS);
    }
    shape.add(in.readInt64());
  }

  private void output() throws IOException {
    String where = "outputs[" + outputs.size() + "]";
    Output.checkCount(outputs.size(), where);
    String name = "";
    int outer = begin();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case InferRequestedOutputTensor.NAME_FIELD_NUMBER << 3 | LENGTH_DELIMITED ->
            name = in.readStringRequireUtf8();
        case InferRequestedOutputTensor.PARAMETERS_FIELD_NUMBER << 3 | LENGTH_DELIMITED ->
            parameter(where + ".parameters", OF_OUTPUTS, JsonNodeFactory.instance.objectNode());
        default -> in.skipField(tag);
      }
    }
    in.popLimit(outer);
    outputs.add(new RequestedOutput(Output.named(name, where + ".name"), false));
  }

  /** An entry of a map. */
  private void parameter(String where, Set<String> known, ObjectNode into) throws IOException {
    String name = "";
    InferParameter value = InferParameter.getDefaultInstance();
    int outer = begin();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 1 << 3 | LENGTH_DELIMITED -> name = in.readStringRequireUtf8();
        case 2 << 3 | LENGTH_DELIMITED ->
            value = Messages.parse(InferParameter.parser(), in.readByteArray());
        default -> in.skipField(tag);
      }
    }
    in.popLimit(outer);
    InferenceRequest.requireKnown(name, where, known);
    into.set(name, json(name, value));
  }

  private static JsonNode json(String name, InferParameter value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (value.getParameterChoiceCase()) {
      case BOOL_PARAM -> nodes.booleanNode(value.getBoolParam());
      case INT64_PARAM -> nodes.numberNode(value.getInt64Param());
      case UINT64_PARAM -> nodes.numberNode(value.getUint64Param());
      case DOUBLE_PARAM -> nodes.numberNode(value.getDoubleParam());
      case STRING_PARAM -> text(name, value.getStringParam());
      case PARAMETERCHOICE_NOT_SET -> nodes.nullNode();
    };
  }

  /**
   * KServe's messages have no fractions (Triton's have): its clients send such a number as text.
   */
  private static JsonNode text(String name, String text) {
    if (name.equals(RequestOptions.MIN_SCORE)) {
      try {
        return JsonNodeFactory.instance.numberNode(new BigDecimal(text));
      } catch (NumberFormatException e) {
        // What is expected is said where the value is read.
      }
    }
    return JsonNodeFactory.instance.textNode(text);
  }

  /** Begins a message within, whose end {@code popLimit} makes that of the outer one again. */
  private int begin() throws IOException {
    return in.pushLimit(in.readRawVarint32());
  }
}
