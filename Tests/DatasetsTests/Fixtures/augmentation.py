#!/usr/bin/env python3
"""Writes augmentation.bin: what torchvision makes of two small images.

Run it in this folder with torchvision and Pillow installed. The file is a list of cases, each a
line of text (operation, arguments, mode, width, height) and the output bytes, channel by
channel; the two cases called "input" hold the input images, one in colour and one in grey.
"""
import numpy as np
import torch
from PIL import Image
from torchvision.transforms import InterpolationMode, RandAugment
from torchvision.transforms import autoaugment
from torchvision.transforms import functional as F

WIDTH, HEIGHT = 22, 18  # not square, so that a mixed-up axis shows


def picture(mode):
    """Smooth blobs and noise, not over the full range of brightness."""
    random = np.random.default_rng(7)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    planes = []
    for channel in range(3):
        a, b, c = random.uniform(0.1, 0.6, 3)
        wave = np.sin(a * x + channel) + np.cos(b * y - channel) + np.sin(c * (x + y))
        planes.append(110 + 28 * wave + random.integers(-12, 12, x.shape))
    colour = np.clip(np.stack(planes, -1), 20, 230).astype(np.uint8)
    return Image.fromarray(colour if mode == "RGB" else colour[:, :, 0])


def planar(image):
    pixels = np.asarray(image)
    return (pixels.transpose(2, 0, 1) if pixels.ndim == 3 else pixels).tobytes()


with open("augmentation.bin", "wb") as out:

    def case(name, arguments, image):
        line = " ".join([name, *map(str, arguments), image.mode, str(image.width), str(image.height)])
        out.write(line.encode() + b"\n" + planar(image))

    for mode in ["RGB", "L"]:
        image = picture(mode)
        case("input", [], image)
        case("flip", [], F.hflip(image))
        policy = RandAugment(num_ops=2, magnitude=14)
        space = policy._augmentation_space(31, (HEIGHT, WIDTH))
        for number, (name, (magnitudes, signed)) in enumerate(space.items()):
            if mode == "L" and name in ["Identity", "Posterize", "Solarize", "TranslateX"]:
                continue
            for bin in [14] if mode == "L" else [5, 14, 30]:
                if magnitudes.ndim == 0 and bin != 14:
                    continue
                for sign in [1, -1] if signed else [1]:
                    magnitude = sign * float(magnitudes[bin]) if magnitudes.ndim > 0 else 0.0
                    changed = autoaugment._apply_op(
                        image, name, magnitude, InterpolationMode.NEAREST, None)
                    case("op", [number, bin, sign], changed)
        crops = [(0, 0, 18, 22), (2, 3, 9, 11), (5, 1, 4, 20), (1, 9, 17, 5), (7, 7, 1, 1), (3, 4, 15, 22 - 4)]
        for top, left, height, width in crops:
            changed = F.resized_crop(
                image, top, left, height, width, [HEIGHT, WIDTH], InterpolationMode.BILINEAR, antialias=True)
            case("crop", [top, left, height, width], changed)
        for height, width in [(7, 9), (40, 31)]:
            case("resize", [], F.resize(image, [height, width], InterpolationMode.BILINEAR, antialias=True))
