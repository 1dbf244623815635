# The notebook that `basin export` writes, as cells: a line that begins with "# %%" opens one, with its kind
# and its name. Basin puts the text of "@NAME" in place of a line that holds nothing else.

# %% [markdown] title
# @title

# %% [markdown] load-text
# ## 1. The arrays
#
# `landscape.npz` holds for each surface the coordinates `x` and `y` along the two directions of the plane, the
# loss at each grid point (one row for each `y`), the accuracy in per cent, and the minima that Basin found.
# `minima.csv` says more about each minimum. The next cell holds what Basin knows of the surfaces; the one after it
# loads them.

# %% settings
# @settings

# %% load
import csv

import matplotlib.pyplot as plt
import numpy as np

plt.rcParams.update({"font.size": 15, "axes.titlesize": 15, "figure.dpi": 100})

arrays = np.load("landscape.npz")
names = [str(name) for name in arrays["names"]]
x = {name: arrays[f"{name}_x"] for name in names}
y = {name: arrays[f"{name}_y"] for name in names}
loss = {name: arrays[f"{name}_loss"] for name in names}
label = {name: title[name].replace("$", r"\$") for name in names}  # no formulas

with open("minima.csv", newline="", encoding="utf-8") as file:
    lines = list(csv.DictReader(file))
basin = {name: [] for name in names}  # the minima that count, the deepest first
for line in lines:
    if line["counted"] == "true":
        basin[line["surface"]].append((float(line["x"]), float(line["y"])))

for name in names:
    rows, columns = loss[name].shape
    finite = np.isfinite(loss[name]).sum()
    print(f"{title[name]}: {columns} x {rows} points, {finite} of them with a finite loss")

# %% [markdown] heights-text
# ## 2. The landscapes as maps
#
# @heights
#
# All maps share one colour scale, so that equal colours mean equal losses. White contour lines join points of
# equal loss. Numbers mark the minima that count, 1 for the deepest. The trained weights lie at (0, 0) of a
# plane that Basin sampled.

# %% maps
def heights(loss):
    """The height of each loss; NaN where it has none."""
    with np.errstate(invalid="ignore", divide="ignore"):
        z = loss if offset is None else np.log10(loss + offset)
    return np.where(np.isfinite(z), z, np.nan)


low, high = heights(np.array([first_color, last_color]))


def show_losses(axis):
    """Labels an axis of heights with losses."""
    ticks = np.array([digit * 10.0**power for power in range(-12, 13) for digit in (1, 2, 5)])
    shown = ticks[(ticks >= first_color) & (ticks <= last_color)]
    if offset is None or len(shown) < 3:
        ticks = plt.MaxNLocator(6).tick_values(first_color, last_color)
        shown = ticks[(ticks >= first_color) & (ticks <= last_color)]
    shown = shown[:: -(-len(shown) // 10)]  # ten of them at most
    axis.set_ticks(heights(shown), labels=[f"{loss:g}" for loss in shown])


def draw_maps(minima):
    """Maps of the surfaces in `drawn`, with some minima of each: a list of (x, y), the deepest first."""
    levels = np.linspace(low, high, 17)
    size = (5.5 * len(drawn) + 1.5, 5.5)
    figure, axes = plt.subplots(1, len(drawn), figsize=size, squeeze=False, layout="constrained")
    steep = any(np.nanmax(heights(loss[name])) > high for name in drawn)
    for axis, name in zip(axes[0], drawn):
        z = np.ma.masked_invalid(heights(loss[name]))
        image = axis.contourf(
            x[name], y[name], z, levels, cmap="viridis", extend="max" if steep else "neither")
        axis.contour(
            x[name], y[name], z, levels[::2], colors="white", linewidths=0.6, linestyles="solid")
        axis.set_facecolor("0.75")  # points without a finite loss
        mark_minima(axis, minima[name])
        count = len(minima[name])
        axis.set_title(f"{label[name]}\n{count} local {'minimum' if count == 1 else 'minima'}")
        axis.set(xlabel="α (first direction)", ylabel="β (second direction)")
        axis.set_box_aspect(1)
    bar = figure.colorbar(image, ax=axes, label=quantity)
    show_losses(bar.ax.yaxis)
    plt.show()


def mark_minima(axis, minima):
    """Dots at minima, and the ranks of the first twelve: towards the middle, away from near ones."""
    corner = np.array([axis.get_xlim()[0], axis.get_ylim()[0]])
    extent = np.array([np.ptp(axis.get_xlim()), np.ptp(axis.get_ylim())])
    places = (np.array(minima).reshape(-1, 2) - corner) / extent  # from 0 to 1
    for point in minima:
        axis.plot(*point, "o", color="white", markeredgecolor="black", markersize=7)
    for rank, (point, place) in enumerate(zip(minima[:12], places), 1):
        gaps = place - places
        lengths = np.hypot(*gaps.T)
        near = (lengths > 0) & (lengths < 0.15)
        push = (gaps[near] / lengths[near, None]).sum(axis=0) + 3 * (0.5 - place) + 0.01
        axis.annotate(
            rank, point, 22 * push / np.hypot(*push), textcoords="offset points",
            ha="center", va="center", fontsize=14, fontweight="bold", color="white",
            bbox={"boxstyle": "circle,pad=0.15", "facecolor": "black", "edgecolor": "none"},
            arrowprops={"arrowstyle": "-", "color": "white", "shrinkA": 0, "shrinkB": 4})


draw_maps(basin)

# %% [markdown] scene-text
# ## 3. In three dimensions
#
# The same surfaces, seen from one place. Change `elev` and `azim` to walk around them; losses above the last
# colour are cut off.

# %% scene
def cut_off(z):
    """Heights up to the last colour; NaN where a point and all around it are higher."""
    rows, columns = z.shape
    padded = np.pad(np.nan_to_num(z, nan=np.inf), 1, constant_values=np.inf)
    lowest = np.min(
        [padded[r : r + rows, c : c + columns] for r in range(3) for c in range(3)], axis=0)
    return np.where(lowest <= high, np.minimum(z, high), np.nan)


figure = plt.figure(figsize=(6.5 * len(drawn), 5.5))
figure.subplots_adjust(left=0, right=0.94, bottom=0.05, top=0.92, wspace=0.02)
for place, name in enumerate(drawn, 1):
    axis = figure.add_subplot(1, len(drawn), place, projection="3d")
    axis.plot_surface(
        *np.meshgrid(x[name], y[name]), cut_off(heights(loss[name])), cmap="viridis",
        vmin=low, vmax=high, rcount=50, ccount=50, linewidth=0.25, edgecolor="0.15")
    axis.set(
        xlim=(x[name][0], x[name][-1]), ylim=(y[name][0], y[name][-1]), zlim=(low, high),
        xticks=np.linspace(x[name][0], x[name][-1], 5)[1:4],
        yticks=np.linspace(y[name][0], y[name][-1], 5)[1:4])
    axis.set_xlabel("α", labelpad=10)
    axis.set_ylabel("β", labelpad=10)
    axis.set_zlabel(quantity, labelpad=12)
    axis.set_title(label[name], y=1.02)
    show_losses(axis.zaxis)
    axis.view_init(elev=35, azim=-60)
    axis.set_box_aspect((1, 1, 0.7))
plt.show()

# %% [markdown] persistence-text
# ## 4. How minima are counted
#
# Let water rise over the landscape. At each local minimum a lake begins. When the water reaches a pass between
# two lakes, they become one, and the lake with the *higher* minimum ends: the older one survives. The height
# from its minimum to that pass is the minimum's **persistence**: how far one must climb to get out. A dent of the
# sampling has a small persistence, a valley of its own a large one.
#
# The function below does this with a *union-find*: every flooded point knows a point of its lake nearer to the
# minimum, so that following these pointers ends at the minimum.
#
# - Points enter from the lowest to the highest, equally high ones row by row.
# - Each point touches the eight around it. Points without a height are walls.
# - The lowest minimum of all never ends: its persistence is the whole range of heights. The lowest of a region
#   that walls cut off has the range of that region.
# - A minimum on the border does not count, because the loss may fall further outside. If the bottom is flat, no
#   point of it may lie on the border.

# %% persistence
def neighbours(point, rows, columns):
    """The eight points around a point of the grid; points are numbered row by row."""
    row, column = divmod(point, columns)
    return [
        r * columns + c
        for r in range(max(row - 1, 0), min(row + 2, rows))
        for c in range(max(column - 1, 0), min(column + 2, columns))
        if (r, c) != (row, column)
    ]


def persistences(z):
    """Pairs (point, persistence) of all minima of a grid of heights, the lowest first."""
    rows, columns = z.shape
    height = z.ravel().tolist()
    order = [point for point in np.argsort(z, axis=None, kind="stable").tolist()
             if np.isfinite(height[point])]
    age = {point: number for number, point in enumerate(order)}  # 0 is the oldest
    parent = {}  # of each flooded point, one of its lake nearer to the minimum

    def minimum(point):
        while parent[point] != point:
            parent[point] = parent[parent[point]]  # a shortcut for the next search
            point = parent[point]
        return point

    found = {}
    for point in order:
        parent[point] = point
        lakes = {minimum(next) for next in neighbours(point, rows, columns) if next in parent}
        oldest = min(lakes | {point}, key=age.get)
        for lake in lakes | {point}:
            parent[lake] = oldest
            if lake not in (oldest, point):
                found[lake] = height[point] - height[lake]

    top = {minimum(point): height[point] for point in order}  # the highest of each region
    for lake in top:
        found[lake] = (height[order[-1]] if lake == order[0] else top[lake]) - height[lake]
    return [(point, found[point]) for point in order if found.get(point, 0) > 0]


def touches_border(point, z):
    """Whether a minimum, or any point of its flat bottom, lies on the border of the grid."""
    rows, columns = z.shape
    height = z.ravel()
    bottom, pending = {point}, [point]
    while pending:
        point = pending.pop()
        row, column = divmod(point, columns)
        if row in (0, rows - 1) or column in (0, columns - 1):
            return True
        level = [next for next in neighbours(point, rows, columns)
                 if height[next] == height[point] and next not in bottom]
        bottom.update(level)
        pending += level
    return False

# %% [markdown] count-text
# ## 5. The same count as Basin's
#
# @threshold
#
# The cell counts every surface again, also those that are not drawn, and stops with an error if a count, a
# place or a persistence differs from Basin's.

# %% count
def threshold(share, z):
    """The least persistence that counts."""
    if offset is not None or not np.isfinite(z).any():
        return share
    return share * (np.nanmax(z) - np.nanmin(z))


inside, border = {}, {}  # pairs (point, persistence) of each surface
for name in names:
    z = heights(loss[name])
    inside[name], border[name] = [], []
    for point, persistence in persistences(z):
        place = border if touches_border(point, z) else inside
        place[name].append((point, persistence))


def counted(name, share):
    """Where the minima are that count from a share on: a list of (x, y), the deepest first."""
    least = threshold(share, heights(loss[name]))
    columns = len(x[name])
    return [(x[name][point % columns], y[name][point // columns])
            for point, persistence in inside[name] if persistence >= least]


for name in names:
    here = counted(name, share)
    print(f"{title[name]}: {len(here)} here, {len(basin[name])} by Basin")
    assert here == basin[name], f"{name}: the minima differ from Basin's"
    ours = [persistence for _, persistence in inside[name] + border[name]]
    theirs = arrays[f"{name}_minima"][:, 3]
    assert np.allclose(ours, theirs, rtol=1e-9, atol=1e-12), f"{name}: persistences differ"
print("All counts agree.")

# %% [markdown] curve-text
# ## 6. The count depends on the threshold
#
# No threshold is the right one. A claim about two nets should hold over a range of them: where one curve stays
# above the other, the choice does not matter.

# %% curve
shares = np.geomspace(1e-4, 1, 200)
styles = ["-", "--", "-.", ":"]
colors = ["#E69F00", "#0B5FA5", "#009E73", "#CC79A7"]  # as in the pictures; told apart by everyone
figure, axis = plt.subplots(figsize=(10, 5), layout="constrained")
for place, name in enumerate(drawn):
    counts = [len(counted(name, other)) for other in shares]
    axis.step(
        shares, counts, where="post", linewidth=3, linestyle=styles[place % 4],
        color=colors[place % 4], label=label[name])
axis.axvline(share, color="0.4", linewidth=1.5)
axis.annotate(" Basin's threshold", (share, 1), xycoords=("data", "axes fraction"), va="top", fontsize=13)
axis.set(
    xscale="log", ylim=(0, None), ylabel="local minima",
    xlabel="least persistence that counts (" + ("share of the range)" if offset is None else "decades)"))
axis.yaxis.get_major_locator().set_params(integer=True)
axis.grid(color="0.9")
axis.legend()
plt.show()

# %% [markdown] limits
# @limits

# %% [markdown] exercise-text
# ## Exercise: choose the threshold
#
# 1. Before you run the next cell: how many minima will each map keep at the new threshold, and which ones?
#    Use the curve above.
# 2. Find the smallest threshold at which all maps show the same number of minima. Would you defend it in a
#    paper?
# 3. Set the threshold to 0, so that every dent counts. Which of the new minima would a finer grid remove?
#    Compare with `allowance` in `minima.csv`, the persistence that the grid alone can produce.
# 4. In `neighbours`, keep the four points beside a point and leave out the diagonals. Why does the count rise,
#    and for which surface most?

# %% exercise
my_threshold = 0.03  # your choice

for name in names:
    print(f"{title[name]}: minima that count: {len(counted(name, my_threshold))}")
draw_maps({name: counted(name, my_threshold) for name in drawn})
