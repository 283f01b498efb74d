import quantmask.ApiClient;
import quantmask.ApiException;
import quantmask.JSON;
import quantmask.api.DetectionApi;
import quantmask.api.InferenceApi;
import quantmask.api.ModelsApi;
import quantmask.model.BatchResponse;
import quantmask.model.DetectRequest;
import quantmask.model.Detections;
import quantmask.model.InferenceRequest;
import quantmask.model.InputTensor;
import quantmask.model.MaskFormat;
import quantmask.model.Model;
import quantmask.model.Problem;
import java.io.File;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** Calls the service with the client that OpenAPI Generator makes for Java. */
final class Generated {
  private interface Call {
    void run() throws ApiException;
  }

  /** @param args the address of a service with a key, the key, an image */
  public static void main(String[] args) throws Exception {
    ApiClient client = new ApiClient();
    client.setBasePath(args[0]).setReadTimeout(60_000);
    File image = new File(args[2]);
    isProblem(401, () -> new DetectionApi(client).detectImage(image, null, null, null, null, null, null, null, null));

    client.setApiKey(args[1]);
    DetectionApi api = new DetectionApi(client);
    Detections found = api.detectImage(image, null, 0.5, 3, MaskFormat.RLE, null, null, null, null);
    expect(3, found.getDetections().size());
    expect(4, found.getDetections().get(0).getBox().size());
    expect(List.of(360, 640), found.getDetections().get(0).getMask().getSize());
    expect("static", found.getModel().getScheme());

    String base64 = Base64.getEncoder().encodeToString(Files.readAllBytes(image.toPath()));
    DetectRequest request = new DetectRequest().image(base64);
    Detections alone = api.detect(new DetectRequest().image(base64).minScore(0.5).maxDetections(3), null, null);
    expect(found.getDetections(), alone.getDetections());

    BatchResponse several =
        api.detectImages(List.of(request, new DetectRequest().image("AAAA")), null, 0.5, 3, null, null, null, null, null);
    expect(found.getDetections(), several.getResults().get(0).getDetections());
    expect(422, several.getResults().get(1).getStatus());

    Model model = new ModelsApi(client).listModels().getModels().get(0);
    expect(Model.StateEnum.READY, model.getState());

    InputTensor tensor =
        new InputTensor()
            .name(InputTensor.NameEnum.ENCODED_IMAGE)
            .datatype(InputTensor.DatatypeEnum.BYTES)
            .shape(List.of(1))
            .data(List.of(base64));
    var outputs = new InferenceApi(client).infer("default", new InferenceRequest().inputs(List.of(tensor)), null, null, null);
    expect(List.of("boxes", "scores", "classes", "labels"), outputs.getOutputs().stream().map(output -> output.getName().getValue()).toList());

    isProblem(404, () -> api.detectImage(image, "no", null, null, null, null, null, null, null));
    isProblem(422, () -> api.detect(new DetectRequest().image("AAAA"), null, null));
    System.out.println("Java: passed");
  }

  private static void isProblem(int status, Call call) throws Exception {
    try {
      call.run();
    } catch (ApiException e) {
      Problem problem = JSON.getGson().fromJson(e.getResponseBody(), Problem.class);
      expect(status, problem.getStatus());
      expect(false, problem.getDetail().isBlank());
      return;
    }
    throw new AssertionError("expected " + status + ", found an answer");
  }

  private static void expect(Object expected, Object found) {
    if (!Objects.equals(expected, found)) {
      throw new AssertionError("expected " + expected + ", found " + found);
    }
  }
}
