"""Wilson's 95 % score interval of a proportion (1927), for the scripts that measure how often something is found."""

import math


def wilson(hits, trials):
    if trials == 0:
        return 0.0, 1.0
    z = 1.959963984540054
    share = hits / trials
    scale = 1 + z * z / trials
    centre = (share + z * z / (2 * trials)) / scale
    half = z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials)) / scale
    return (0.0 if hits == 0 else max(0.0, centre - half)), (1.0 if hits == trials else min(1.0, centre + half))
