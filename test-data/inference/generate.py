"""Requests as Triton's own client writes them: `pip install 'tritonclient[http]==2.73.0'`, then `python generate.py`.

Each NAME.bin is a body; where JSON is followed by tensors, lengths.txt has the length of the JSON.
"""
import pathlib

import numpy
import tritonclient.http as triton

HERE = pathlib.Path(__file__).parent
PIXELS = numpy.arange(2 * 2 * 4 * 3, dtype=numpy.uint8).reshape(2, 2, 4, 3)


def tensor(name, datatype, array, binary):
    result = triton.InferInput(name, list(array.shape), datatype)
    result.set_data_from_numpy(array, binary_data=binary)
    return result


def main():
    image = numpy.array([(HERE / "image.png").read_bytes()], dtype=numpy.object_)
    masks = [triton.InferRequestedOutput("masks", binary_data=True), triton.InferRequestedOutput("scores", binary_data=False)]
    requests = {
        "pixels_binary": ([tensor("image", "UINT8", PIXELS, True)], None),
        "pixels_json": ([tensor("image", "UINT8", PIXELS, False)], None),
        "encoded_masks": ([tensor("encoded_image", "BYTES", image, True)], masks),
    }
    lengths = []
    for name, (inputs, outputs) in requests.items():
        body, length = triton.InferenceServerClient.generate_request_body(inputs, outputs=outputs, request_id=name)
        (HERE / f"{name}.bin").write_bytes(body)
        lengths.append(f"{name} {length or 0}\n")
    (HERE / "lengths.txt").write_text("".join(lengths))


main()
