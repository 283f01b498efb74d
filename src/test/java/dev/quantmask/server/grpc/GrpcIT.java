package dev.quantmask.server.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import dev.quantmask.testing.FakeLoader;
import dev.quantmask.testing.Grpc;
import dev.quantmask.testing.Http;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.Scrape;
import dev.quantmask.testing.TestImages;
import grpc.health.v1.HealthCheckRequest;
import grpc.health.v1.HealthCheckResponse;
import grpc.reflection.v1.ServerReflectionRequest;
import grpc.reflection.v1.ServerReflectionResponse;
import grpc.reflection.v1.ServiceResponse;
import inference.InferParameter;
import inference.InferTensorContents;
import inference.ModelConfigRequest;
import inference.ModelConfigResponse;
import inference.ModelInferRequest;
import inference.ModelInferRequest.InferInputTensor;
import inference.ModelInferRequest.InferRequestedOutputTensor;
import inference.ModelInferResponse;
import inference.ModelMetadataRequest;
import inference.ModelMetadataResponse;
import inference.ModelReadyRequest;
import inference.ModelReadyResponse;
import inference.ModelStatisticsRequest;
import inference.ModelStatisticsResponse;
import inference.ServerLiveRequest;
import inference.ServerLiveResponse;
import inference.ServerMetadataRequest;
import inference.ServerMetadataResponse;
import inference.ServerReadyRequest;
import inference.ServerReadyResponse;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What gRPC's own client gets from the service. */
@QuarkusTest
@TestProfile(Profiles.Serving.class)
@Timeout(60)
class GrpcIT {
  private static final byte[] PNG = TestImages.png();

  private Grpc grpc;

  @BeforeEach
  void connect() {
    grpc = new Grpc();
  }

  @AfterEach
  void close() throws Exception {
    grpc.close();
  }

  private static void refused(Runnable call, Status.Code code, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).as(e.getMessage()).isEqualTo(code);
              assertThat(e.getStatus().getDescription()).startsWith(message);
            });
  }

  private void refused(ModelInferRequest.Builder request, Status.Code code, String message) {
    refused(() -> grpc.call(Grpc.INFER, request.build()), code, message);
  }

  private static JsonNode rest(String path) throws Exception {
    return Http.json(Http.send("GET", path, BodyPublishers.noBody()));
  }

  @Test
  void theServerIsDescribedAsByRest() throws Exception {
    var live =
        Grpc.unary(
            Grpc.SERVICE + "ServerLive",
            ServerLiveRequest.getDefaultInstance(),
            ServerLiveResponse.getDefaultInstance());
    assertThat(grpc.call(live, ServerLiveRequest.getDefaultInstance()).getLive()).isTrue();
    var ready =
        Grpc.unary(
            Grpc.SERVICE + "ServerReady",
            ServerReadyRequest.getDefaultInstance(),
            ServerReadyResponse.getDefaultInstance());
    assertThat(grpc.call(ready, ServerReadyRequest.getDefaultInstance()).getReady()).isTrue();
    var metadata =
        Grpc.unary(
            Grpc.SERVICE + "ServerMetadata",
            ServerMetadataRequest.getDefaultInstance(),
            ServerMetadataResponse.getDefaultInstance());
    ServerMetadataResponse found = grpc.call(metadata, ServerMetadataRequest.getDefaultInstance());
    JsonNode expected = rest("/v2");
    assertThat(found.getName()).isEqualTo("quantmask");
    assertThat(found.getVersion()).isEqualTo(expected.get("version").textValue());
    assertThat(found.getExtensionsList()).hasSize(expected.get("extensions").size());
  }

  @Test
  void aModelIsDescribedAsByRest() throws Exception {
    var method =
        Grpc.unary(
            Grpc.SERVICE + "ModelMetadata",
            ModelMetadataRequest.getDefaultInstance(),
            ModelMetadataResponse.getDefaultInstance());
    ModelMetadataRequest.Builder request =
        ModelMetadataRequest.newBuilder().setName("default").setVersion("1");
    ModelMetadataResponse found = grpc.call(method, request.build());
    JsonNode expected = rest("/v2/models/default");
    assertThat(found.getPlatform()).isEqualTo(expected.get("platform").textValue());
    assertThat(found.getVersionsList()).containsExactly("1");
    assertThat(found.getInputsList())
        .extracting(ModelMetadataResponse.TensorMetadata::getName)
        .containsExactly("image", "encoded_image");
    for (int i = 0; i < expected.get("outputs").size(); i++) {
      JsonNode output = expected.get("outputs").get(i);
      assertThat(found.getOutputs(i).getName()).isEqualTo(output.get("name").textValue());
      assertThat(found.getOutputs(i).getDatatype()).isEqualTo(output.get("datatype").textValue());
      assertThat(found.getOutputs(i).getShapeList().toString().replace(" ", ""))
          .isEqualTo(output.get("shape").toString());
    }
    refused(
        () -> grpc.call(method, request.setVersion("7").build()),
        Status.Code.NOT_FOUND,
        "version: expected 1, found \"7\"");
    refused(
        () -> grpc.call(method, ModelMetadataRequest.newBuilder().setName("no").build()),
        Status.Code.NOT_FOUND,
        "model");
  }

  @Test
  void configurationAndStatisticsAreThoseOfRest() throws Exception {
    grpc.call(Grpc.INFER, Grpc.file(PNG).build());
    var config =
        Grpc.unary(
            Grpc.SERVICE + "ModelConfig",
            ModelConfigRequest.getDefaultInstance(),
            ModelConfigResponse.getDefaultInstance());
    ModelConfigRequest.Builder request = ModelConfigRequest.newBuilder().setName("default");
    for (String version : List.of("", "1")) {
      assertThat(Grpc.json(grpc.call(config, request.setVersion(version).build()).getConfig()))
          .isEqualTo(rest("/v2/models/default/config"));
    }
    var statistics =
        Grpc.unary(
            Grpc.SERVICE + "ModelStatistics",
            ModelStatisticsRequest.getDefaultInstance(),
            ModelStatisticsResponse.getDefaultInstance());
    for (String name : List.of("", "default")) {
      ModelStatisticsResponse found =
          grpc.call(statistics, ModelStatisticsRequest.newBuilder().setName(name).build());
      assertThat(Grpc.json(found)).isEqualTo(rest("/v2/models/stats"));
      assertThat(found.getModelStats(0).getInferenceCount()).isPositive();
    }
    refused(
        () -> grpc.call(config, request.setVersion("2").build()),
        Status.Code.NOT_FOUND,
        "version: expected 1, found \"2\"");
    refused(
        () -> grpc.call(statistics, ModelStatisticsRequest.newBuilder().setName("no").build()),
        Status.Code.NOT_FOUND,
        "model");
  }

  @Test
  void aModelIsReady() {
    var method =
        Grpc.unary(
            Grpc.SERVICE + "ModelReady",
            ModelReadyRequest.getDefaultInstance(),
            ModelReadyResponse.getDefaultInstance());
    ModelReadyRequest request = ModelReadyRequest.newBuilder().setName("default").build();
    assertThat(grpc.call(method, request).getReady()).isTrue();
  }

  @Test
  void aRawInputGetsRawOutputs() {
    ModelInferRequest request = Grpc.file(PNG).setId("a ä").build();
    for (CallOptions options :
        List.of(CallOptions.DEFAULT, CallOptions.DEFAULT.withCompression("gzip"))) {
      ModelInferResponse found = grpc.call(Grpc.INFER, request, options);
      assertThat(found.getId()).isEqualTo("a ä");
      assertThat(found.getModelName()).isEqualTo("default");
      assertThat(found.getModelVersion()).isEqualTo("1");
      assertThat(found.getOutputsList())
          .extracting(ModelInferResponse.InferOutputTensor::getName)
          .containsExactly("boxes", "scores", "classes", "labels");
      assertThat(found.getOutputs(0).getShapeList()).containsExactly(1L, 2L, 4L);
      assertThat(found.getOutputs(0).hasContents()).isFalse();
      var scores = found.getRawOutputContents(1).asReadOnlyByteBuffer();
      scores.order(ByteOrder.LITTLE_ENDIAN);
      assertThat(scores.getFloat()).isEqualTo(0.875f);
      assertThat(scores.getFloat()).isEqualTo(0.5f);
      assertThat(found.getRawOutputContents(3).toByteArray())
          .isEqualTo("\3\0\0\0cat\3\0\0\0dog".getBytes(UTF_8));
    }
  }

  @Test
  void typedInputsGetTypedOutputs() {
    InferTensorContents.Builder pixels = InferTensorContents.newBuilder();
    for (int i = 0; i < 12; i++) {
      pixels.addUintContents(20 * i);
    }
    InferTensorContents.Builder file =
        InferTensorContents.newBuilder().addBytesContents(ByteString.copyFrom(PNG));
    for (InferInputTensor.Builder input :
        List.of(
            InferInputTensor.newBuilder()
                .setName("image")
                .setDatatype("UINT8")
                .addAllShape(List.of(2L, 2L, 3L))
                .setContents(pixels),
            InferInputTensor.newBuilder()
                .setName("encoded_image")
                .setDatatype("BYTES")
                .addShape(1)
                .setContents(file))) {
      ModelInferResponse found =
          grpc.call(
              Grpc.INFER,
              ModelInferRequest.newBuilder()
                  .setModelName("default")
                  .setModelVersion("1")
                  .putParameters(
                      "minScore", InferParameter.newBuilder().setDoubleParam(0.6).build())
                  .addInputs(input)
                  .addOutputs(InferRequestedOutputTensor.newBuilder().setName("labels"))
                  .addOutputs(InferRequestedOutputTensor.newBuilder().setName("boxes"))
                  .addOutputs(InferRequestedOutputTensor.newBuilder().setName("classes"))
                  .build());
      assertThat(found.getRawOutputContentsCount()).isZero();
      assertThat(found.getOutputs(0).getContents().getBytesContentsList())
          .containsExactly(ByteString.copyFromUtf8("cat"));
      assertThat(found.getOutputs(1).getContents().getFp32ContentsList())
          .containsExactly(0.5f, 1f, 2.25f, 3f);
      assertThat(found.getOutputs(2).getContents().getInt64ContentsList()).containsExactly(0L);
    }
  }

  /** KServe's client sends what only REST needs, and perf_analyzer what only Triton does. */
  @Test
  void parametersOfOthersHaveNoEffect() {
    InferParameter no = InferParameter.newBuilder().setBoolParam(false).build();
    ModelInferRequest.Builder request =
        Grpc.file(PNG).putParameters("triton_enable_empty_final_response", no);
    request
        .getInputsBuilder(0)
        .putParameters("binary_data_size", InferParameter.newBuilder().setInt64Param(1).build());
    request.addOutputsBuilder().setName("labels").putParameters("binary_data", no);
    assertThat(grpc.call(Grpc.INFER, request.build()).getRawOutputContentsCount()).isEqualTo(1);
  }

  /** KServe's own messages have no {@code double_param}. */
  @Test
  void minScoreMayBeAText() {
    InferParameter.Builder text = InferParameter.newBuilder();
    ModelInferResponse found =
        grpc.call(
            Grpc.INFER,
            Grpc.file(PNG).putParameters("minScore", text.setStringParam("0.6").build()).build());
    assertThat(found.getOutputs(1).getShapeList()).containsExactly(1L, 1L);
    for (String wrong : List.of("", "half", "NaN", "0x1p-1", "1.5")) {
      refused(
          Grpc.file(PNG).putParameters("minScore", text.setStringParam(wrong).build()),
          Status.Code.INVALID_ARGUMENT,
          "minScore: expected a number");
    }
  }

  @Test
  void mistakesHaveTheirCodes() {
    refused(Grpc.file(PNG).setModelName("no"), Status.Code.NOT_FOUND, "model");
    refused(Grpc.file(PNG).setModelVersion("2"), Status.Code.NOT_FOUND, "version: expected 1");
    refused(Grpc.file(new byte[9]), Status.Code.INVALID_ARGUMENT, "");
    refused(
        Grpc.file(PNG).clearInputs(),
        Status.Code.INVALID_ARGUMENT,
        "inputs: expected one tensor, found none");
    refused(
        Grpc.file(PNG).clearRawInputContents(),
        Status.Code.INVALID_ARGUMENT,
        "inputs[0]: expected contents, or raw_input_contents, found neither");
    refused(
        Grpc.file(PNG).addRawInputContents(ByteString.EMPTY),
        Status.Code.INVALID_ARGUMENT,
        "raw_input_contents: expected one, found more");
    refused(
        Grpc.file(PNG).addOutputs(InferRequestedOutputTensor.newBuilder().setName("färben")),
        Status.Code.INVALID_ARGUMENT,
        "outputs[0].name: expected one of boxes, scores, classes, labels, masks, found \"färben\"");
    refused(
        Grpc.file(PNG).putParameters("cats", InferParameter.getDefaultInstance()),
        Status.Code.INVALID_ARGUMENT,
        "parameters.cats: not supported");
    refused(
        ModelInferRequest.newBuilder()
            .setModelName("default")
            .addInputs(
                InferInputTensor.newBuilder()
                    .setName("image")
                    .setDatatype("UINT8")
                    .setContents(InferTensorContents.newBuilder().addUintContents(256))),
        Status.Code.INVALID_ARGUMENT,
        "inputs[0].contents, element 0: expected 0 to 255, found 256");
    refused(
        ModelInferRequest.newBuilder()
            .setModelName("default")
            .addInputs(
                InferInputTensor.newBuilder()
                    .setName("image")
                    .setDatatype("UINT8")
                    .setContents(InferTensorContents.newBuilder().addIntContents(1))),
        Status.Code.INVALID_ARGUMENT,
        "inputs[0].contents: expected uint_contents or bytes_contents, found field 2");
    refused(
        Grpc.file(TestImages.png(FakeLoader.WIDTH_THAT_CRASHES, 4)),
        Status.Code.INTERNAL,
        "internal error; the log of the service has it under error id ");
    refused(
        Grpc.file(new byte[Profiles.Serving.MAX_BODY]),
        Status.Code.RESOURCE_EXHAUSTED,
        "the body is too large: expected at most 262144 bytes");
    var unknown =
        Grpc.unary(
            Grpc.SERVICE + "Trace",
            ServerLiveRequest.getDefaultInstance(),
            ServerLiveResponse.getDefaultInstance());
    refused(
        () -> grpc.call(unknown, ServerLiveRequest.getDefaultInstance()),
        Status.Code.UNIMPLEMENTED,
        "no such method");
  }

  /** Each is HTTP 200: what a call is refused with stands in its trailers. */
  @Test
  void callsAreCountedByHowTheyEnd() throws Exception {
    Scrape before = Scrape.now();
    grpc.call(Grpc.INFER, Grpc.file(PNG).build());
    refused(Grpc.file(new byte[9]), Status.Code.INVALID_ARGUMENT, "");
    refused(Grpc.file(PNG).setModelName("no"), Status.Code.NOT_FOUND, "");
    refused(Grpc.file(PNG).setModelVersion("2"), Status.Code.NOT_FOUND, "");
    refused(Grpc.file(PNG).clearInputs(), Status.Code.INVALID_ARGUMENT, "");
    refused(
        () ->
            grpc.call(
                Grpc.INFER, Grpc.file(PNG).build(), CallOptions.DEFAULT, "grpc-timeout", "soon"),
        Status.Code.INVALID_ARGUMENT,
        "");
    refused(Grpc.file(new byte[Profiles.Serving.MAX_BODY]), Status.Code.RESOURCE_EXHAUSTED, "");
    Http.awaitUntil(() -> counted(before, "endpoint", "grpc") >= 7);
    for (String outcome : List.of("answered", "invalid_image", "too_large")) {
      assertThat(counted(before, "endpoint", "grpc", "outcome", outcome)).as(outcome).isEqualTo(1);
    }
    // What is asked of no model of the service is invalid before the server hears of it.
    assertThat(
            counted(before, "endpoint", "grpc", "outcome", "invalid")
                + counted(before, "endpoint", "grpc", "outcome", "unknown_model"))
        .as("%s", Scrape.now().named("quantmask_requests_total"))
        .isEqualTo(4);
    assertThat(counted(before, "endpoint", "grpc")).isEqualTo(7);
  }

  private static double counted(Scrape before, String... labels) {
    try {
      String name = "quantmask_requests_total";
      return Scrape.now().sum(name, labels) - before.sum(name, labels);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anythingElseThanACallIsRefused() throws Exception {
    HttpClient http2 = Http.client(HttpClient.Version.HTTP_2);
    for (String path : List.of("ModelInfer", "ServerLive")) {
      HttpResponse<byte[]> response =
          Http.send(
              http2,
              Http.base(),
              "POST",
              "/" + Grpc.SERVICE + path,
              BodyPublishers.ofString("{}"),
              "Content-Type",
              "application/json");
      assertThat(Http.problem(response, 415)).contains("application/grpc");
      response =
          Http.send(
              "POST",
              "/" + Grpc.SERVICE + path,
              BodyPublishers.ofByteArray(new byte[5]),
              "Content-Type",
              "application/grpc");
      assertThat(Http.problem(response, 415)).contains("application/grpc, on HTTP/2");
    }
  }

  /** Bytes that are no message, and messages that are cut off or of an unknown encoding. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00000000",
        "0000000001",
        "0200000000",
        "0100000000",
        "00000000000000000000",
        "007f000000",
        "00000000020708",
        "00000000012a",
        "00000000032a0301"
      })
  void brokenMessages(String hex) throws Exception {
    HttpResponse<byte[]> response =
        Http.send(
            Http.client(HttpClient.Version.HTTP_2),
            Http.base(),
            "POST",
            "/" + Grpc.SERVICE + "ModelInfer",
            BodyPublishers.ofByteArray(HexFormat.of().parseHex(hex)),
            "Content-Type",
            "application/grpc");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("grpc-status").orElseThrow()).isIn("3", "8");
    assertThat(response.headers().firstValue("grpc-message").orElseThrow()).isNotBlank();
    assertThat(response.body()).isEmpty();
  }

  @Test
  void health() {
    var method =
        Grpc.unary(
            "grpc.health.v1.Health/Check",
            HealthCheckRequest.getDefaultInstance(),
            HealthCheckResponse.getDefaultInstance());
    for (String service : List.of("", "inference.GRPCInferenceService")) {
      HealthCheckRequest request = HealthCheckRequest.newBuilder().setService(service).build();
      assertThat(grpc.call(method, request).getStatus())
          .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
    }
    refused(
        () -> grpc.call(method, HealthCheckRequest.newBuilder().setService("no").build()),
        Status.Code.NOT_FOUND,
        "service: expected one of inference.GRPCInferenceService");
  }

  @Test
  void soManyWatchAndNoMore() throws Exception {
    try (HealthWatch watch = new HealthWatch(grpc, "no")) {
      assertThat(watch.next()).isEqualTo(HealthCheckResponse.ServingStatus.SERVICE_UNKNOWN);
    }
    List<Grpc> channels = new ArrayList<>(); // of which each has less than its limit of streams
    List<HealthWatch> watches = new ArrayList<>();
    try {
      Status.Code code = Status.Code.OK;
      for (int i = 0; code == Status.Code.OK; i++) {
        if (i % 60 == 0) {
          channels.add(new Grpc());
        }
        watches.add(new HealthWatch(channels.get(i / 60), ""));
        try {
          assertThat(watches.get(i).next()).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
        } catch (StatusRuntimeException e) {
          code = e.getStatus().getCode();
        }
        assertThat(i).isLessThanOrEqualTo(HealthWatchEndpoint.MOST);
      }
      assertThat(code).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      assertThat(watches).hasSizeGreaterThanOrEqualTo(HealthWatchEndpoint.MOST);
    } finally {
      watches.forEach(HealthWatch::close);
      for (Grpc channel : channels) {
        channel.close();
      }
    }
  }

  /** The limit holds for what a message is, and not only for how it is sent. */
  @Test
  void aMessageIsNotLargerThanABodyMayBe() {
    int overhead = Grpc.file(new byte[100_000]).build().getSerializedSize() - 100_000;
    CallOptions gzip = CallOptions.DEFAULT.withCompression("gzip");
    for (int more : new int[] {0, 1}) {
      ModelInferRequest request =
          Grpc.file(new byte[Profiles.Serving.MAX_BODY - overhead + more]).build();
      assertThat(request.getSerializedSize()).isEqualTo(Profiles.Serving.MAX_BODY + more);
      refused(
          () -> grpc.call(Grpc.INFER, request, gzip),
          more == 0 ? Status.Code.INVALID_ARGUMENT : Status.Code.RESOURCE_EXHAUSTED,
          more == 0 ? "not an image" : "the message is too large: expected at most 262144 bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1alpha"})
  void reflection(String version) throws Exception {
    MethodDescriptor<ServerReflectionRequest, ServerReflectionResponse> method =
        Grpc.method(
            MethodType.BIDI_STREAMING,
            "grpc.reflection." + version + ".ServerReflection/ServerReflectionInfo",
            ServerReflectionRequest.getDefaultInstance(),
            ServerReflectionResponse.getDefaultInstance());
    List<ServerReflectionResponse> answers =
        answers(
            method,
            requests -> {
              requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
              requests.onNext(
                  ServerReflectionRequest.newBuilder()
                      .setFileContainingSymbol("inference.GRPCInferenceService.ModelInfer")
                      .build());
              requests.onNext(
                  ServerReflectionRequest.newBuilder()
                      .setFileByFilename("grpc/health/v1/health.proto")
                      .build());
              requests.onNext(
                  ServerReflectionRequest.newBuilder().setFileContainingSymbol("a.B").build());
              requests.onCompleted();
            });
    assertThat(answers.get(0).getListServicesResponse().getServiceList())
        .extracting(ServiceResponse::getName)
        .containsExactly(
            "inference.GRPCInferenceService",
            "grpc.health.v1.Health",
            "grpc.reflection.v1.ServerReflection");
    FileDescriptorProto file =
        FileDescriptorProto.parseFrom(
            answers.get(1).getFileDescriptorResponse().getFileDescriptorProto(0));
    assertThat(file.getName()).isEqualTo("inference.proto");
    assertThat(file.getService(0).getMethodList()).hasSizeGreaterThanOrEqualTo(6);
    assertThat(answers.get(2).getFileDescriptorResponse().getFileDescriptorProtoCount()).isOne();
    assertThat(answers.get(3).getErrorResponse().getErrorCode())
        .isEqualTo(Status.Code.NOT_FOUND.value());
    assertThat(answers).hasSize(4);
  }

  private <Q, A> List<A> answers(MethodDescriptor<Q, A> method, Consumer<StreamObserver<Q>> send)
      throws Exception {
    CompletableFuture<List<A>> answers = new CompletableFuture<>();
    ClientCall<Q, A> call = grpc.channel().newCall(method, CallOptions.DEFAULT);
    StreamObserver<Q> requests =
        ClientCalls.asyncBidiStreamingCall(
            call,
            new StreamObserver<>() {
              private final List<A> found = new ArrayList<>();

              @Override
              public void onNext(A answer) {
                found.add(answer);
              }

              @Override
              public void onError(Throwable failure) {
                answers.completeExceptionally(failure);
              }

              @Override
              public void onCompleted() {
                answers.complete(found);
              }
            });
    send.accept(requests);
    return answers.get(20, TimeUnit.SECONDS);
  }
}
