// Draws the plots of the JSON element "plots" in the canvases that name them.
(() => {
  "use strict";
  const plots = JSON.parse(document.getElementById("plots").textContent);
  const canvases = [...document.querySelectorAll("canvas[data-plot]")];
  const dashes = [[], [7, 3], [2, 2], [9, 3, 2, 3], [4, 4], [12, 4], [1, 3], [6, 2, 1, 2]];
  const marks = ["circle", "rectRot", "triangle", "rect", "star", "cross", "crossRot", "circle"];
  const palette = 8; // colours of a kind in report.css
  let drawn = [];

  const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const colour = (kind, number) => style(`--${kind}-${number % palette}`);
  const cycled = (list, number) => list[number % list.length];

  function axis(from, options = {}) {
    const unit = from.unit;
    const ticks = {
      color: style("--muted"),
      maxRotation: 0,
      maxTicksLimit: 8,
      includeBounds: false,
      callback(...tick) {
        return Chart.Ticks.formatters.numeric.apply(this, tick) + unit;
      },
    };
    return {
      title: { display: true, text: from.title, color: style("--muted") },
      grid: { color: style("--grid"), tickColor: "transparent" },
      border: { color: style("--line") },
      min: from.low ?? undefined,
      max: from.high ?? undefined,
      ...options,
      ticks: { ...ticks, ...options.ticks },
    };
  }

  // Lines dashed as they are drawn.
  function generateLabels(chart) {
    const labels = Chart.defaults.plugins.legend.labels.generateLabels(chart);
    return labels.map((label) => {
      const { borderDash } = chart.data.datasets[label.datasetIndex];
      return borderDash ? { ...label, lineDash: borderDash, lineWidth: 2 } : label;
    });
  }

  function frame(x, y, legend, label) {
    return {
      responsive: true,
      maintainAspectRatio: false,
      animation: false,
      locale: "en",
      scales: { x, y },
      plugins: {
        legend: {
          display: legend,
          align: "start",
          labels: { color: style("--ink"), usePointStyle: true, boxHeight: 8, generateLabels },
        },
        tooltip: { usePointStyle: true, callbacks: { label } },
      },
    };
  }

  // The intervals of points as bars both ways, and the names beside the points.
  const intervals = {
    id: "intervals",
    afterDatasetsDraw(chart) {
      const { ctx, scales, chartArea } = chart;
      ctx.save();
      for (const { data, borderColor } of chart.data.datasets) {
        const { name, x, y, spanX, spanY } = data[0];
        const [px, py] = [scales.x.getPixelForValue(x), scales.y.getPixelForValue(y)];
        const [left, right] = spanX.map((value) => scales.x.getPixelForValue(value));
        const [low, high] = spanY.map((value) => scales.y.getPixelForValue(value));
        ctx.strokeStyle = borderColor;
        ctx.lineWidth = 1.5;
        ctx.beginPath();
        ctx.moveTo(left, py);
        ctx.lineTo(right, py);
        ctx.moveTo(px, low);
        ctx.lineTo(px, high);
        ctx.stroke();
        ctx.font = `600 13px ${Chart.defaults.font.family}`;
        ctx.fillStyle = style("--ink");
        const fits = right + 14 + ctx.measureText(name).width < chartArea.right;
        ctx.textAlign = fits ? "left" : "right";
        ctx.fillText(name, fits ? right + 10 : left - 10, py - 8);
      }
      ctx.restore();
    },
  };

  function drawPoints(plot) {
    const datasets = plot.points.map((point) => ({
      label: point.name,
      data: [
        {
          name: point.name,
          x: point.x.value,
          y: point.y.value,
          spanX: [point.x.low, point.x.high],
          spanY: [point.y.low, point.y.high],
        },
      ],
      pointStyle: cycled(marks, point.colour),
      pointRadius: 6,
      pointHoverRadius: 7,
      backgroundColor: colour("series", point.colour),
      borderColor: colour("series", point.colour),
    }));
    const range = (side) => {
      const ends = plot.points.flatMap((point) => [point[side].low, point[side].high]);
      const [low, high] = [Math.min(...ends), Math.max(...ends)];
      const room = 0.12 * (high - low) || 0.5;
      return { suggestedMin: low - room, suggestedMax: high + room };
    };
    const label = ({ raw, dataset }) =>
      `${dataset.label}: ${raw.x.toFixed(2)}${plot.x.unit}, ${raw.y.toFixed(1)} points`;
    return {
      type: "scatter",
      data: { datasets },
      options: frame(axis(plot.x, range("x")), axis(plot.y, range("y")), false, label),
      plugins: [intervals],
    };
  }

  function drawLines(plot) {
    const datasets = plot.lines.map((line) => ({
      label: line.name,
      data: line.x.map((x, index) => ({ x, y: line.y[index] })),
      borderColor: colour("series", line.colour),
      backgroundColor: "transparent",
      borderDash: cycled(dashes, line.colour),
      borderWidth: 2,
      pointRadius: 0,
      pointHitRadius: 6,
      pointStyle: "line",
    }));
    const label = ({ parsed, dataset }) =>
      `${dataset.label}: ${parsed.x.toFixed(0)}${plot.x.unit}, ${parsed.y.toFixed(1)}${plot.y.unit}`;
    const linear = { type: "linear" };
    const options = frame(axis(plot.x, linear), axis(plot.y, linear), datasets.length > 1, label);
    options.plugins.legend.labels.pointStyleWidth = 30;
    options.plugins.tooltip.callbacks.title = () => "";
    return { type: "line", data: { datasets }, options };
  }

  function drawBars(plot) {
    const datasets = plot.layers.map((layer) => ({
      label: layer.name,
      data: layer.values,
      backgroundColor: colour(plot.palette, layer.colour),
      borderColor: style("--paper"),
      borderWidth: plot.stacked ? { right: 1 } : 0,
      borderSkipped: false,
      pointStyle: "rect",
      maxBarThickness: 26,
    }));
    const x = axis(plot.x, { stacked: plot.stacked });
    const y = {
      stacked: plot.stacked,
      grid: { display: false },
      border: { color: style("--line") },
      ticks: { autoSkip: false, color: style("--ink") },
    };
    const label = ({ parsed, dataset }) => `${dataset.label}: ${parsed.x.toFixed(1)}`;
    const options = frame(x, y, plot.stacked || datasets.length > 1, label);
    options.indexAxis = "y";
    return { type: "bar", data: { labels: plot.categories, datasets }, options };
  }

  const draw = { Points: drawPoints, Lines: drawLines, Bars: drawBars };

  function drawAll() {
    drawn.forEach((chart) => chart.destroy());
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    Chart.defaults.font.size = 12.5;
    drawn = canvases.map((canvas) => {
      const plot = plots[canvas.dataset.plot];
      return new Chart(canvas, draw[plot.kind](plot));
    });
  }

  // Until here the page is without charts, with its tables open.
  document.documentElement.classList.add("charts-drawn");
  document.querySelectorAll(".chart details").forEach((details) => (details.open = false));
  drawAll();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  addEventListener("beforeprint", () => {
    document.documentElement.classList.add("on-paper");
    drawAll();
  });
  addEventListener("afterprint", () => {
    document.documentElement.classList.remove("on-paper");
    drawAll();
  });
})();
