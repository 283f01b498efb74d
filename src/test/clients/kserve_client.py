"""Calls the service with the client of KServe, on REST and gRPC.

Arguments: HOST:PORT of a service without keys, HOST:PORT of one with a key, the key, an image.
"""

import sys

import grpc
import httpx
import numpy as np
from kserve import InferenceGRPCClient, InferenceRESTClient, InferInput, InferRequest, RESTConfig
from PIL import Image

import checks

url, keyed, key, path = sys.argv[1:]
pixels = np.asarray(Image.open(path).convert("RGB"))


# On gRPC, this client sends whole numbers, texts and truth values only.
def request(binary, model="default", min_score="0.5"):
    tensor = InferInput("image", list(pixels.shape), "UINT8")
    tensor.set_data_from_numpy(pixels, binary_data=binary)
    return InferRequest(model_name=model, infer_inputs=[tensor], request_id="7", parameters={"minScore": min_score, "maxDetections": 3})


def rest_client():
    return InferenceRESTClient(RESTConfig(protocol="v2", retries=0))


async def expected():
    client = InferenceGRPCClient(url, retries=0)
    try:
        return await client.infer(request(binary=True))
    finally:
        await client.close()


def values(output):
    # The client leaves texts as they come: bytes in binary, str in JSON.
    return [value.decode() if isinstance(value, bytes) else value for value in np.ravel(output.as_numpy()).tolist()]


def same(a, b):
    assert a.id == b.id == "7"
    assert a.model_name == b.model_name == "default"
    for output in a.outputs:
        other = next(each for each in b.outputs if each.name == output.name)
        assert values(output) == values(other), output.name
    assert [output.name for output in a.outputs] == ["boxes", "scores", "classes", "labels"]


async def rest():
    client = rest_client()
    assert await client.is_server_live(f"http://{url}")
    assert await client.is_server_ready(f"http://{url}")
    assert await client.is_model_ready(f"http://{url}", "default")
    for binary in (True, False):
        same(await expected(), await client.infer(f"http://{url}", request(binary, min_score=0.5), model_name="default"))
    await client.close()


async def remote():
    client = InferenceGRPCClient(url, retries=0)
    assert await client.is_server_live() and await client.is_server_ready()
    assert await client.is_model_ready("default")
    for binary in (True, False):
        same(await expected(), await client.infer(request(binary)))
    await client.close()


async def errors_of_rest():
    client = rest_client()
    for address, model, status in ((url, "no", 404), (keyed, "default", 401)):
        try:
            await client.infer(f"http://{address}", request(True, model), model_name=model)
        except httpx.HTTPStatusError as e:
            assert e.response.status_code == status, e
            assert e.response.json()["error"], e
        else:
            raise AssertionError(f"expected {status}, found an answer")
    same(await expected(), await client.infer(f"http://{keyed}", request(True, min_score=0.5), model_name="default", headers={"X-API-Key": key}))
    await client.close()


async def errors_of_grpc():
    for address, model, code in ((url, "no", grpc.StatusCode.NOT_FOUND), (keyed, "default", grpc.StatusCode.UNAUTHENTICATED)):
        client = InferenceGRPCClient(address, retries=0)
        try:
            await client.infer(request(True, model))
        except grpc.RpcError as e:
            assert e.code() == code, e
        else:
            raise AssertionError(f"expected {code}, found an answer")
        await client.close()
    client = InferenceGRPCClient(keyed, retries=0)
    same(await expected(), await client.infer(request(True), headers=[("x-api-key", key)]))
    await client.close()


sys.exit(checks.run("kserve", [rest, remote, errors_of_rest, errors_of_grpc]))
