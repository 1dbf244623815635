"""A figure of a surface by matplotlib, program start included; started by `basin-bench figures`.

    python figure.py surface.npy STYLE figure.png

1920 x 1080 pixels, the losses on a logarithmic scale of colours, as `basin render` draws them.
"""

import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy
from matplotlib.colors import LogNorm
from matplotlib.ticker import LogLocator

path, style, output = sys.argv[1:]
losses = numpy.load(path)
axis = numpy.linspace(-1, 1, len(losses))
is_solid = style == "surface"
figure = plt.figure(figsize=(19.2, 10.8), dpi=100)
axes = figure.add_subplot(projection="3d" if is_solid else None)
norm = LogNorm(losses.min(), min(losses.max(), 10))
levels = numpy.geomspace(norm.vmin, norm.vmax, 25)
if style == "filled":
    drawn = axes.contourf(axis, axis, losses, levels=levels, norm=norm, extend="max")
    axes.contour(axis, axis, losses, levels=levels, colors="k", linewidths=0.5)
elif style == "contour":
    drawn = axes.contour(axis, axis, losses, levels=levels, norm=norm)
    axes.clabel(drawn, fontsize=8)
elif style == "heatmap":
    drawn = axes.pcolormesh(axis, axis, losses, norm=norm)
elif is_solid:
    x, y = numpy.meshgrid(axis, axis)
    heights = numpy.log10(numpy.minimum(losses, 10))
    drawn = axes.plot_surface(x, y, heights, cmap="viridis", rcount=200, ccount=200)
    axes.set_zlabel("log10 of the loss")
if style == "profile":
    middle = len(losses) // 2
    axes.semilogy(axis, losses[middle], label="along α")
    axes.semilogy(axis, losses[:, middle], label="along β")
    axes.legend()
else:
    figure.colorbar(drawn, label="loss", ticks=None if is_solid else LogLocator(subs=(1, 2, 5)))
    axes.set_aspect("auto" if is_solid else "equal")
    axes.set_ylabel("β: step along direction y")
axes.set_xlabel("α: step along direction x")
axes.set_title("Loss around the trained weights")
figure.savefig(output)
