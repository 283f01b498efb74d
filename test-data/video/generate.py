"""Writes small videos, and what ffmpeg itself makes of their frames: times, and SHA-256 of the RGB pixels.

    python generate.py

Made with imageio-ffmpeg 0.8.1, whose ffmpeg is 9.0.2: the program reads them with another release of FFmpeg. Files
that are cut or damaged are made of these by the tests.
"""
import subprocess
from pathlib import Path

import imageio_ffmpeg

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
TO_RGB = ["-sws_flags", "bicubic+accurate_rnd+full_chroma_int+bitexact", "-pix_fmt", "rgb24"]
TONE_MAPPING = ["-vf", "zscale=transfer=linear:npl=100,format=gbrpf32le,zscale=primaries=bt709,"
                "tonemap=hable:desat=0,zscale=transfer=bt709:dither=none,format=gbrp"]
H264 = ["-c:v", "libx264", "-preset", "veryslow", "-crf", "30"]
H265 = ["-c:v", "libx265", "-preset", "fast", "-crf", "34", "-x265-params", "log-level=none"]
VP9 = ["-c:v", "libvpx-vp9", "-crf", "40"]


def colours(primaries, transfer, matrix, colour_range="tv"):
    """Says what the colours are, and converts to them."""
    known = matrix if matrix != "bt2020nc" else "bt2020"
    return ["-vf", f"scale=out_color_matrix={known}:out_range={colour_range},setparams=color_primaries={primaries}"
            f":color_trc={transfer}:colorspace={matrix}:range={colour_range}"]


VIDEOS = {  # name: size, frames, frames a second, how it is encoded
    "h264.mp4": ("64x48", 30, "25", [*H264, "-g", "10", "-pix_fmt", "yuv420p"]),
    "first-index.mp4": ("64x48", 10, "25", [*H264, "-pix_fmt", "yuv420p", "-movflags", "faststart"]),
    "h265.mkv": ("64x48", 6, "30000/1001", [*H265, "-pix_fmt", "yuv420p10le"]),
    "vp9.webm": ("64x48", 6, "24", [*VP9, "-pix_fmt", "yuv420p"]),
    "av1.mkv": ("64x64", 4, "60", ["-c:v", "libaom-av1", "-crf", "50", "-cpu-used", "8", "-pix_fmt", "yuv420p"]),
    "odd.y4m": ("33x25", 4, "10", ["-pix_fmt", "yuv420p"]),
    "odd.webm": ("35x27", 4, "10", [*VP9, "-pix_fmt", "yuv420p"]),
    "full-chroma.mp4": ("50x38", 4, "25", [*H264, "-pix_fmt", "yuv444p"]),
    "half-chroma.mkv": ("50x38", 4, "25", [*H264, "-pix_fmt", "yuv422p"]),
    "rgb.mkv": ("50x38", 3, "25", ["-c:v", "libx264rgb", "-crf", "30", "-pix_fmt", "rgb24"]),
    "grey.mkv": ("50x38", 3, "25", [*H264, "-pix_fmt", "gray"]),
    "motion-jpeg.avi": ("48x32", 3, "12", ["-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-q:v", "20"]),
    "mpeg2.ts": ("64x48", 6, "25", ["-c:v", "mpeg2video", "-q:v", "20", "-pix_fmt", "yuv420p"]),
    "bt709.mp4": ("64x48", 3, "25", [*colours("bt709", "bt709", "bt709"), *H264, "-pix_fmt", "yuv420p"]),
    "bt709-full.mp4": ("64x48", 3, "25", [*colours("bt709", "bt709", "bt709", "pc"), *H264, "-pix_fmt", "yuv420p"]),
    "bt2020.mkv": ("64x48", 3, "25", [*colours("bt2020", "bt2020-10", "bt2020nc"), *H265, "-pix_fmt", "yuv420p10le"]),
    "pq.mkv": ("64x48", 1, "25", [*colours("bt2020", "smpte2084", "bt2020nc"), *H265, "-pix_fmt", "yuv420p10le"]),
    "hlg.mkv": ("64x48", 1, "25", [*colours("bt2020", "arib-std-b67", "bt2020nc"), *H265, "-pix_fmt", "yuv420p10le"]),
    "variable.mkv": ("64x48", 12, "25", ["-vf", "select='lt(mod(n*n,11),4)',settb=1/1000", "-fps_mode", "passthrough",
                                         *H264, "-pix_fmt", "yuv420p"]),
}
TURNED = {  # of h264.mp4
    "turned-90.mp4": ["-display_rotation:v:0", "90"],
    "turned-180.mp4": ["-display_rotation:v:0", "180"],
    "turned-270.mp4": ["-display_rotation:v:0", "270"],
    "mirrored.mp4": ["-display_hflip:v:0"],
    "mirrored-turned-90.mp4": ["-display_hflip:v:0", "-display_rotation:v:0", "90"],
    "upside-down.mp4": ["-display_vflip:v:0"],
}


def run(*arguments):
    subprocess.run([FFMPEG, "-v", "error", "-y", "-bitexact", *arguments], check=True)


def main():
    for name, (size, frames, rate, options) in VIDEOS.items():
        run("-f", "lavfi", "-i", f"testsrc2=size=128x96:rate={rate}", "-frames:v", str(frames), "-s", size, *options, name)
    for name, options in TURNED.items():
        run(*options, "-i", "first-index.mp4", "-c", "copy", name)
    run("-f", "lavfi", "-i", "sine=duration=0.2", "-c:a", "aac", "sound.mp4")
    sizes()
    for video in sorted(Path(".").iterdir()):
        if video.suffix not in (".py", ".txt", ".rgb") and video.name != "sound.mp4":
            frames_of(video)


def sizes():
    """A stream whose frames change their size."""
    for size in ("64x48", "32x40"):
        run("-f", "lavfi", "-i", "testsrc2=size=128x96:rate=25", "-frames:v", "3", "-s", size, *H264, "-pix_fmt", "yuv420p",
            f"{size}.h264")
    Path("sizes.h264").write_bytes(Path("64x48.h264").read_bytes() + Path("32x40.h264").read_bytes())
    for size in ("64x48", "32x40"):
        Path(f"{size}.h264").unlink()


def frames_of(video):
    if video.stem in ("pq", "hlg"):  # floating point, which processors may round in another way: the pixels themselves
        run("-i", video.name, *TONE_MAPPING, *TO_RGB, "-f", "rawvideo", f"{video.name}.rgb")
        return
    kept = ["-noautoscale"] if video.stem == "sizes" else []
    run("-i", video.name, *TO_RGB, "-fps_mode", "passthrough", "-enc_time_base", "1:1000000", *kept,
        "-f", "framehash", "-hash", "sha256", f"{video.name}.txt")


if __name__ == "__main__":
    main()
