import { drawChart } from "./chart.mjs";
import { flagCurves, userCurves, writerCurves } from "./growth.mjs";

const [width, height] = [960, 300];

/** How cost grows, as one SVG: three charts side by side, both axes logarithmic. */
export function drawGrowth(parts) {
  const charts = [
    { title: "× node -e 0, by flags in the file", curves: flagCurves(parts) },
    { title: "× node -e 0, by users", curves: userCurves(parts) },
    { title: "edits a second, by writers", curves: writerCurves(parts) },
  ];
  const drawn = charts.map((chart, index) =>
    drawChart(chart, { left: (width / charts.length) * index, width: width / charts.length, height }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">
<title>How cost grows with flags, users and writers</title>
<g font-family="system-ui, sans-serif" font-size="11">
${drawn.join("\n")}
</g>
</svg>
`;
}
