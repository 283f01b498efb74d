"""Writes images/* and expected.json: how Pillow 13.0 (libjpeg-turbo 3.2, libwebp) decodes them.

numpy 2.4. Run in this folder. expected.json: by file name, {"width", "height", "rgb": base64 of the
zlib-compressed RGB bytes of convert("RGB"), upright}.
"""

import base64
import io
import json
import os
import struct
import zlib

import numpy as np
from PIL import Image, ImageCms, ImageOps

HEIGHT, WIDTH = 37, 50
files = {}


def pixels(rng):
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    a = np.stack([x * 5, y * 6, (x + y) * 2], 2).clip(0, 255).astype(np.uint8)
    a[5:14, 8:20] = (250, 20, 30)
    a[20:33, 28:45] = rng.integers(0, 256, (13, 17, 3))
    return a


def save(name, image, **options):
    buffer = io.BytesIO()
    image.save(buffer, name.rsplit(".")[-1].replace("jpg", "jpeg"), **options)
    files[name] = buffer.getvalue()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pack(samples, depth):
    """(height, width, channels) to PNG rows, unfiltered."""
    height, width, channels = samples.shape
    if depth == 16:
        rows = samples.astype(">u2").reshape(height, -1).view(np.uint8)
    elif depth == 8:
        rows = samples.astype(np.uint8).reshape(height, -1)
    else:
        bits = np.unpackbits(samples.astype(np.uint8).reshape(height, -1, 1), axis=2)[:, :, 8 - depth :]
        rows = np.packbits(bits.reshape(height, -1), axis=1)
    return b"".join(b"\0" + row.tobytes() for row in rows)


def png(name, samples, depth, colour, extra=b"", interlaced=False):
    height, width, _ = samples.shape
    passes = [(0, 0, 1, 1)]
    if interlaced:  # Adam7: x, y, step x, step y
        passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    raw = b"".join(pack(samples[y::dy, x::dx], depth) for x, y, dx, dy in passes if samples[y::dy, x::dx].size)
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, int(interlaced))
    files[name] = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra
                   + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b""))


def jpegs(image):
    save("baseline444.jpg", image, quality=90, subsampling=0)
    save("baseline422.jpg", image, quality=85, subsampling=1)
    save("baseline420.jpg", image, quality=80, subsampling=2)
    save("progressive.jpg", image, quality=85, progressive=True)
    save("restart.jpg", image, quality=80, restart_marker_blocks=2)
    save("rgb.jpg", image, quality=90, keep_rgb=True)
    save("grey.jpg", image.convert("L"), quality=90)
    save("cmyk.jpg", image.convert("CMYK"), quality=90)
    cmyk = files["cmyk.jpg"]
    adobe = cmyk.index(b"Adobe") + 11
    files["ycck.jpg"] = cmyk[:adobe] + b"\2" + cmyk[adobe + 1 :]  # the samples mean other colours
    jfif = files["baseline444.jpg"]
    files["nojfif.jpg"] = jfif[:2] + jfif[4 + struct.unpack(">H", jfif[4:6])[0] :]
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    save("profile.jpg", image, quality=90, icc_profile=profile, comment=b"a comment")
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        exif[0x010F] = "maker"
        save(f"exif{orientation}.jpg", image.resize((20, 14)), quality=90, subsampling=0, exif=exif)


def pngs(a, image):
    grey = a[:, :, 1:2]
    alpha = (a[:, :, :1] // 3).astype(np.uint8)
    for depth in (1, 2, 4, 8):
        png(f"grey{depth}.png", grey >> (8 - depth), depth, 0)
        colours = np.random.default_rng(depth).integers(0, 256, (2**depth, 3)).astype(np.uint8)
        palette = chunk(b"PLTE", colours.tobytes())
        png(f"palette{depth}.png", grey >> (8 - depth), depth, 3, palette)
        transparent = chunk(b"tRNS", bytes([0, 128][: 2**depth]))
        png(f"palette{depth}trns.png", grey >> (8 - depth), depth, 3, palette + transparent)
    wide = a.astype(np.uint16) * 256 + a[::-1]
    png("grey16.png", wide[:, :, 1:2], 16, 0)
    png("rgb8.png", a, 8, 2)
    png("rgb16.png", wide, 16, 2)
    png("greyalpha8.png", np.concatenate([grey, alpha], 2), 8, 4)
    png("greyalpha16.png", np.concatenate([wide[:, :, 1:2], wide[:, :, :1]], 2), 16, 4)
    png("rgba8.png", np.concatenate([a, alpha], 2), 8, 6)
    png("rgba16.png", np.concatenate([wide, wide[:, :, :1]], 2), 16, 6)
    png("rgb8trns.png", a, 8, 2, chunk(b"tRNS", struct.pack(">HHH", 250, 20, 30)))
    png("grey8trns.png", grey, 8, 0, chunk(b"tRNS", struct.pack(">H", 12)))
    png("gamma.png", grey, 8, 0, chunk(b"gAMA", struct.pack(">I", 100000)))
    for name, samples, depth, colour in (
        ("rgb8", a, 8, 2), ("grey1", grey >> 7, 1, 0), ("rgba16", np.concatenate([wide, wide[:, :, :1]], 2), 16, 6)
    ):
        png(f"{name}interlaced.png", samples, depth, colour, interlaced=True)
    png("tiny.png", a[:1, :1], 8, 2, interlaced=True)
    save("filtered.png", image, optimize=True)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    save("profilegrey.png", image.convert("L"), icc_profile=profile)
    exif = Image.Exif()
    exif[0x0112] = 6
    save("exif6.png", image, exif=exif)


def webps(a, image):
    rgba = Image.fromarray(np.concatenate([a, a[:, :, :1] // 2], 2), "RGBA")
    y, x = np.mgrid[0:70, 0:90]  # smooth: decoders differ where chroma has edges
    waves = np.stack([128 + 90 * np.sin(x / 17 + k) * np.cos(y / 13 - k) for k in range(3)], 2).astype(np.uint8)
    save("lossy.webp", Image.fromarray(waves), quality=80)
    transparent = np.concatenate([waves, waves[:, :, :1]], 2)
    save("lossyalpha.webp", Image.fromarray(transparent, "RGBA"), quality=80)
    save("lossless.webp", image, lossless=True)
    save("losslessalpha.webp", rgba, lossless=True, exact=True)
    exif = Image.Exif()
    exif[0x0112] = 8
    save("exif8.webp", image, lossless=True, exif=exif)


def bmps(image):
    save("one.bmp", image.convert("1"))
    save("grey8.bmp", image.convert("L"))
    save("palette8.bmp", image.quantize(200))
    save("rgb24.bmp", image)
    save("rgba32.bmp", image.convert("RGBA"))
    rows = [row for row in np.asarray(image.quantize(16)).astype(np.uint8)[::-1]]
    colours = np.asarray(image.quantize(16).getpalette()[:48], np.uint8).reshape(16, 3)
    table = b"".join(bytes([b, g, r, 0]) for r, g, b in colours)

    def bmp(name, depth, compression, middle, data, height=HEIGHT):
        offset = 54 + len(middle)
        files[name] = (b"BM" + struct.pack("<IHHI", offset + len(data), 0, 0, offset)
                       + struct.pack("<IiiHHIIiiII", 40, WIDTH, height, 1, depth, compression, len(data), 0, 0, 0, 0)
                       + middle + data)

    packed = [((r[0::2] << 4) | r[1::2]).astype(np.uint8).tobytes() for r in rows]
    bmp("palette4.bmp", 4, 0, table, b"".join(r + b"\0" * (-len(r) % 4) for r in packed))
    a = np.asarray(image)
    five = (a[:, :, 0].astype(np.uint16) >> 3 << 10) | (a[:, :, 1].astype(np.uint16) >> 3 << 5) | (a[:, :, 2] >> 3)
    bmp("rgb555.bmp", 16, 0, b"", five[::-1].astype("<u2").tobytes())
    six = (a[:, :, 0].astype(np.uint16) >> 3 << 11) | (a[:, :, 1].astype(np.uint16) >> 2 << 5) | (a[:, :, 2] >> 3)
    bmp("rgb565.bmp", 16, 3, struct.pack("<III", 0xF800, 0x07E0, 0x001F), six[::-1].astype("<u2").tobytes())
    bgr = a[:, :, ::-1]
    rows = [row.tobytes() for row in bgr]
    padded = [r + b"\0" * (-len(r) % 4) for r in rows]
    bmp("topdown.bmp", 24, 0, b"", b"".join(padded), -HEIGHT)

    def os2(name, depth, colours, data):
        offset = 26 + len(colours)
        files[name] = (b"BM" + struct.pack("<IHHI", offset + len(data), 0, 0, offset)
                       + struct.pack("<IHHHH", 12, WIDTH, HEIGHT, 1, depth) + colours + data)

    os2("os2rgb24.bmp", 24, b"", b"".join(padded[::-1]))
    colours = b"".join(bytes([i, 255 - i, i // 2]) for i in range(256))
    os2("os2palette8.bmp", 8, colours, b"".join(r.tobytes() + b"\0" * (-len(r) % 4) for r in a[::-1, :, 1]))


def large():
    """Files that are small, and images that are not: what decoding takes of memory is measured with them."""
    image = Image.new("RGB", (4000, 4000), (30, 60, 90))
    os.makedirs("large", exist_ok=True)
    image.save("large/progressive.jpg", progressive=True, quality=50)
    image.convert("CMYK").save("large/cmyk.jpg", quality=50)
    image.convert("L").save("large/grey.jpg", quality=50)
    image.save("large/lossy.webp")
    transparent = Image.new("RGBA", (4000, 4000), (30, 60, 90, 128))
    transparent.save("large/alpha.webp", lossless=True)
    transparent.convert("RGB").save("large/lossless.webp", lossless=True)


def main():
    large()
    a = pixels(np.random.default_rng(5))
    image = Image.fromarray(a)
    jpegs(image)
    pngs(a, image)
    webps(a, image)
    bmps(image)
    os.makedirs("images", exist_ok=True)
    expected = {}
    for name, data in files.items():
        with open(f"images/{name}", "wb") as file:
            file.write(data)
        upright = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
        rgb = upright.tobytes()
        if name == "grey16.png":  # Pillow clips to 255 here; ours is the high byte
            rgb = np.repeat(a[:, :, 1:2], 3, 2).tobytes()
        expected[name] = {
            "width": upright.width, "height": upright.height,
            "rgb": base64.b64encode(zlib.compress(rgb, 9)).decode(),
        }
    with open("expected.json", "w") as file:
        json.dump(expected, file, indent=1)


main()
