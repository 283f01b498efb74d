"""Calls the service with Triton's own client, in each of its four forms and as a stream.

Arguments: HOST:PORT of a service without keys, HOST:PORT of one with a key, the key, an image.
"""

import queue
import sys

import numpy as np
import tritonclient.grpc as grpc
import tritonclient.grpc.aio as grpc_aio
import tritonclient.http as http
import tritonclient.http.aio as http_aio
from PIL import Image
from tritonclient.utils import InferenceServerException

import checks

url, keyed, key, path = sys.argv[1:]
pixels = np.asarray(Image.open(path).convert("RGB"))
encoded = np.array([open(path, "rb").read()], dtype=np.object_)
NAMES = ["boxes", "scores", "classes", "labels"]
OPTIONS = {"minScore": 0.5, "maxDetections": 3}


def image(module, array=pixels, **binary):
    tensor = module.InferInput("image", list(array.shape), "UINT8")
    tensor.set_data_from_numpy(array, **binary)
    return [tensor]


def file(module, **binary):
    tensor = module.InferInput("encoded_image", [1], "BYTES")
    tensor.set_data_from_numpy(encoded, **binary)
    return [tensor]


def values(result, name):
    array = result.as_numpy(name)
    # The client leaves texts as they come: bytes in binary, str in JSON.
    return np.char.decode(array.astype(bytes)) if array.dtype == np.object_ else array


def same(expected, found, names=NAMES):
    for name in names:
        np.testing.assert_array_equal(values(expected, name), values(found, name), name)


def is_refused(call, status, text):
    """Returns the message; the status of gRPC has a prefix."""
    try:
        call()
    except InferenceServerException as e:
        assert (e.status() or "").endswith(status), f"expected {status}, found {e.status()}: {e.message()}"
        assert text in e.message(), e.message()
        return
    raise AssertionError(f"expected {status}, found an answer")


rest = http.InferenceServerClient(url, concurrency=4)
remote = grpc.InferenceServerClient(url)
expected = remote.infer("default", image(grpc), parameters=OPTIONS)
expected_of_file = remote.infer("default", file(grpc), parameters=OPTIONS)


def both_inputs_find_objects():
    for result in (expected, expected_of_file):
        assert result.as_numpy("boxes").shape == (1, 3, 4)
        assert result.as_numpy("scores").dtype == np.float32
        assert result.as_numpy("classes").dtype == np.int64
        assert (result.as_numpy("scores") > 0.5).all()
    assert expected.as_numpy("labels")[0, 0] == expected_of_file.as_numpy("labels")[0, 0]


def rest_answers_as_grpc_in_json_and_binary():
    for sent in (True, False):
        for asked in (True, False):
            outputs = [http.InferRequestedOutput(name, binary_data=asked) for name in NAMES]
            same(expected, rest.infer("default", image(http, binary_data=sent), outputs=outputs, parameters=OPTIONS))
    outputs = [http.InferRequestedOutput("labels", binary_data=False)]
    result = rest.infer("default", file(http, binary_data=True), outputs=outputs, parameters=OPTIONS, request_id="7")
    assert result.get_response()["id"] == "7"
    same(expected_of_file, result, ["labels"])


def masks_come_when_they_are_asked_for():
    asked = [http.InferRequestedOutput("masks")]
    masks = rest.infer("default", image(http), outputs=asked, parameters=OPTIONS).as_numpy("masks")
    result = remote.infer("default", image(grpc), outputs=[grpc.InferRequestedOutput("masks")], parameters=OPTIONS)
    assert masks.shape == (1, 3)
    np.testing.assert_array_equal(masks, result.as_numpy("masks"))
    assert result.as_numpy("boxes") is None


def several_images_are_one_request():
    found = remote.infer("default", image(grpc, np.stack([pixels, pixels])), parameters=OPTIONS)
    for name in NAMES:
        both = found.as_numpy(name)
        np.testing.assert_array_equal(both[0], expected.as_numpy(name)[0])
        np.testing.assert_array_equal(both[1], both[0])


def compression():
    for algorithm in ("gzip", "deflate"):
        same(expected, rest.infer("default", image(http), parameters=OPTIONS, request_compression_algorithm=algorithm, response_compression_algorithm=algorithm))
        same(expected, remote.infer("default", image(grpc), parameters=OPTIONS, compression_algorithm=algorithm))


def requests_at_once():
    handles = [rest.async_infer("default", image(http), parameters=OPTIONS) for _ in range(8)]
    for handle in handles:
        same(expected, handle.get_result())
    results = queue.Queue()
    for _ in range(8):
        remote.async_infer("default", image(grpc), lambda result, error: results.put((result, error)), parameters=OPTIONS)
    for _ in range(8):
        result, error = results.get(timeout=60)
        assert error is None, error
        same(expected, result)


def metadata_and_readiness():
    for client in (rest, remote):
        assert client.is_server_live() and client.is_server_ready()
        assert client.is_model_ready("default") and client.is_model_ready("default", "1")
    as_grpc = remote.get_model_metadata("default", as_json=True)
    as_rest = rest.get_model_metadata("default")
    assert [tensor["name"] for tensor in as_rest["inputs"]] == ["image", "encoded_image"]
    assert [tensor["name"] for tensor in as_grpc["outputs"]] == [tensor["name"] for tensor in as_rest["outputs"]]
    assert rest.get_server_metadata()["name"] == remote.get_server_metadata().name == "quantmask"
    assert rest.get_server_metadata()["extensions"] == list(remote.get_server_metadata().extensions)


def configuration_and_statistics():
    config = rest.get_model_config("default")
    as_grpc = remote.get_model_config("default", as_json=True)["config"]
    assert config["name"] == as_grpc["name"] == "default"
    assert config["max_batch_size"] == as_grpc["max_batch_size"] >= 1
    assert [tensor["name"] for tensor in config["input"]] == ["image", "encoded_image"]

    def count(client):
        found = client.get_inference_statistics("default", **({"as_json": True} if client is remote else {}))
        return int(found["model_stats"][0]["inference_stats"]["success"]["count"])

    before = count(rest)
    remote.infer("default", image(grpc))
    rest.infer("default", image(http))
    assert count(rest) == count(remote) == before + 2


def management():
    for client in (rest, remote):
        status = "403" if client is rest else "PERMISSION_DENIED"
        is_refused(lambda: client.unload_model("default"), status, "model-control")
        is_refused(lambda: client.load_model("default"), status, "model-control")
    for module, header in ((http, "X-API-Key"), (grpc, "x-api-key")):
        client = module.InferenceServerClient(keyed)
        headers = {header: key}

        def state():
            index = client.get_model_repository_index(headers=headers)
            model = index[0] if module is http else index.models[0]
            return model["state"] if module is http else model.state

        assert state() == "READY"
        client.unload_model("default", headers=headers)
        assert state() == "UNAVAILABLE" and not client.is_model_ready("default", headers=headers)
        unavailable = "503" if module is http else "UNAVAILABLE"
        is_refused(lambda: client.infer("default", image(module), headers=headers), unavailable, "unloaded")
        client.load_model("default", headers=headers)
        assert state() == "READY" and client.is_model_ready("default", headers=headers)
        same(expected, client.infer("default", image(module), parameters=OPTIONS, headers=headers))
        missing = "404" if module is http else "NOT_FOUND"
        is_refused(lambda: client.load_model("no", headers=headers), missing, "no")


def errors():
    is_refused(lambda: rest.infer("no", image(http)), "404", "expected one of default")
    is_refused(lambda: remote.infer("no", image(grpc)), "NOT_FOUND", "expected one of default")
    flat = pixels[:, :, :2]
    is_refused(lambda: rest.infer("default", image(http, flat)), "400", "shape")
    is_refused(lambda: remote.infer("default", image(grpc, flat)), "INVALID_ARGUMENT", "shape")
    is_refused(lambda: remote.infer("default", image(grpc), model_version="2"), "NOT_FOUND", "version")
    is_refused(lambda: rest.infer("default", image(http), parameters={"minScore": 2}), "400", "minScore")
    is_refused(lambda: remote.infer("default", image(grpc), parameters={"minScore": 2}), "INVALID_ARGUMENT", "minScore")
    asked = [http.InferRequestedOutput("no")]
    is_refused(lambda: rest.infer("default", image(http), outputs=asked), "400", "no")
    is_refused(lambda: rest.get_model_metadata("no"), "404", "no")
    is_refused(lambda: remote.infer("default", image(grpc), client_timeout=0.001), "DEADLINE_EXCEEDED", "")  # said by client or service
    same(expected, remote.infer("default", image(grpc), parameters=OPTIONS, client_timeout=30))


def keys():
    client = http.InferenceServerClient(keyed)
    is_refused(lambda: client.infer("default", image(http)), "401", "credentials")
    is_refused(lambda: client.get_server_metadata(), "401", "credentials")
    same(expected, client.infer("default", image(http), parameters=OPTIONS, headers={"X-API-Key": key}))
    client = grpc.InferenceServerClient(keyed)
    is_refused(lambda: client.infer("default", image(grpc)), "UNAUTHENTICATED", "credentials")
    is_refused(lambda: client.get_server_metadata(), "UNAUTHENTICATED", "credentials")
    same(expected, client.infer("default", image(grpc), parameters=OPTIONS, headers={"x-api-key": key}))
    same(expected, client.infer("default", image(grpc), parameters=OPTIONS, headers={"authorization": f"Bearer {key}"}))


def a_stream_answers_each_request_once():
    answers = queue.Queue()
    client = grpc.InferenceServerClient(url)
    client.start_stream(callback=lambda result, error: answers.put((result, error)))
    for i in range(3):  # one at a time: none is dropped
        client.async_stream_infer("default", image(grpc), request_id=str(i), parameters=OPTIONS)
        result, error = answers.get(timeout=60)
        assert error is None, error
        assert result.get_response().id == str(i)
        same(expected, result)
    for i in range(10):
        client.async_stream_infer("default", image(grpc), request_id=str(i), parameters=OPTIONS)
    client.stop_stream()
    found = [answers.get(timeout=60) for _ in range(10)]
    results = [result for result, error in found if error is None]
    assert results and results[-1].get_response().id == "9"  # the newest is never dropped
    for result in results:
        same(expected, result)
    for _, error in found:
        assert error is None or "dropped" in str(error), error


async def asynchronous_clients():
    async with http_aio.InferenceServerClient(url) as client:
        assert await client.is_model_ready("default")
        same(expected, await client.infer("default", image(http), parameters=OPTIONS))
        same(expected, await client.infer("default", image(http), parameters=OPTIONS, request_compression_algorithm="gzip", response_compression_algorithm="gzip"))
    async with grpc_aio.InferenceServerClient(url) as client:
        assert await client.is_model_ready("default")
        same(expected, await client.infer("default", image(grpc), parameters=OPTIONS))

        async def requests():
            yield {"model_name": "default", "inputs": image(grpc), "parameters": OPTIONS, "request_id": "a"}

        async for result, error in client.stream_infer(requests()):
            assert error is None, error
            same(expected, result)


sys.exit(
    checks.run(
        "tritonclient",
        [
            both_inputs_find_objects,
            rest_answers_as_grpc_in_json_and_binary,
            masks_come_when_they_are_asked_for,
            several_images_are_one_request,
            compression,
            requests_at_once,
            metadata_and_readiness,
            configuration_and_statistics,
            management,
            errors,
            keys,
            a_stream_answers_each_request_once,
            asynchronous_clients,
        ],
    )
)
