"""Calls the service with the client that OpenAPI Generator makes for Python."""

import base64
import sys

import quantmask_client as client

url, key, path = sys.argv[1:]
image = open(path, "rb").read()


def is_problem(status, call):
    try:
        call()
    except client.ApiException as e:
        assert e.status == status, e
        assert isinstance(e.data, client.Problem), e.data
        assert e.data.status == status and e.data.detail, e.data
        return
    raise AssertionError(f"expected {status}, found an answer")


is_problem(401, lambda: client.DetectionApi(client.ApiClient(client.Configuration(host=url))).detect_image(image))

api_client = client.ApiClient(client.Configuration(host=url, api_key={"key": key}))
api = client.DetectionApi(api_client)
found = api.detect_image(image, min_score=0.5, max_detections=3, masks=client.MaskFormat.RLE)
assert isinstance(found, client.Detections) and len(found.detections) == 3, found
assert len(found.detections[0].box) == 4 and found.detections[0].mask.size == [360, 640], found
assert found.model.scheme == "static", found

text = base64.b64encode(image).decode()
alone = api.detect(client.DetectRequest(image=text, minScore=0.5, maxDetections=3))
assert alone.detections == found.detections, alone

broken = client.DetectRequest(image="AAAA")
several = api.detect_images([client.DetectRequest(image=text), broken], min_score=0.5, max_detections=3)
assert several.results[0].detections == found.detections, several
assert several.results[1].status == 422, several

assert client.ModelsApi(api_client).list_models().models[0].state == "ready"

tensor = client.InputTensor(name="encoded_image", datatype="BYTES", shape=[1], data=[text])
outputs = client.InferenceApi(api_client).infer("default", client.InferenceRequest(inputs=[tensor])).outputs
assert [output.name for output in outputs] == ["boxes", "scores", "classes", "labels"], outputs

is_problem(404, lambda: api.detect_image(image, model="no"))
is_problem(422, lambda: api.detect(broken))
print("Python: passed")
