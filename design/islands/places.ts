// A small picker for places: a grid of degrees with a scale, drawn here. The text field below it is the answer.
interface Spot {
  lat: number;
  lon: number;
}
const svgNs = "http://www.w3.org/2000/svg";
const [width, height] = [600, 360];

for (const box of document.querySelectorAll<HTMLElement>(".place-input")) open(box);

function open(box: HTMLElement): void {
  const { dataset } = box;
  const many = dataset.many !== undefined;
  const field = box.querySelector<HTMLInputElement | HTMLTextAreaElement>("input, textarea")!;
  const [south = -90, west = -180, north = 90, east = 180] = dataset.bounds!.split(",").map(Number);
  const flat = Math.cos((((south + north) / 2) * Math.PI) / 180);
  let middle: Spot = { lat: (south + north) / 2, lon: (west + east) / 2 };
  // Degrees of latitude in one unit of the drawing.
  let scale = Math.max((north - south) / height, ((east - west) * flat) / width) * 1.1;
  const map = document.createElementNS(svgNs, "svg");
  for (const [name, value] of Object.entries({
    viewBox: `0 0 ${width} ${height}`,
    role: "application",
    tabindex: "0",
    "aria-label": dataset.picker!,
  }))
    map.setAttribute(name, value);

  const spots = (): Spot[] =>
    field.value.split("\n").flatMap((line) => {
      const parts = /(-?\d+(?:\.\d+)?)\s*[,; ]\s*(-?\d+(?:\.\d+)?)/.exec(line);
      return parts ? [{ lat: Number(parts[1]), lon: Number(parts[2]) }] : [];
    });
  const toX = ({ lon }: Spot) => width / 2 + ((lon - middle.lon) * flat) / scale;
  const toY = ({ lat }: Spot) => height / 2 - (lat - middle.lat) / scale;
  const from = (x: number, y: number): Spot => ({
    lat: middle.lat - (y - height / 2) * scale,
    lon: middle.lon + ((x - width / 2) * scale) / flat,
  });
  const part = (name: string, attributes: Record<string, string | number>, text?: string) => {
    const made = document.createElementNS(svgNs, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    if (text) made.textContent = text;
    return made;
  };
  /** The roundest number at or below. */
  const round = (most: number) => {
    const ten = 10 ** Math.floor(Math.log10(most));
    return ten * (most / ten >= 5 ? 5 : most / ten >= 2 ? 2 : 1);
  };
  const draw = () => {
    const step = round((width * scale) / 4);
    const digits = Math.max(0, -Math.floor(Math.log10(step)));
    const [low, high] = [from(0, height), from(width, 0)];
    const all: SVGElement[] = [part("rect", { class: "sea", width, height })];
    const [x, y] = [toX({ lat: 0, lon: west }), toY({ lat: north, lon: 0 })];
    all.push(
      part("rect", {
        class: "land",
        x,
        y,
        width: toX({ lat: 0, lon: east }) - x,
        height: toY({ lat: south, lon: 0 }) - y,
      }),
    );
    for (let lon = Math.ceil(low.lon / step) * step; lon < high.lon; lon += step) {
      const at = toX({ lat: 0, lon });
      all.push(
        part("line", { x1: at, x2: at, y1: 0, y2: height }),
        part("text", { x: at + 3, y: height - 4 }, lon.toFixed(digits)),
      );
    }
    for (let lat = Math.ceil(low.lat / step) * step; lat < high.lat; lat += step) {
      const at = toY({ lat, lon: 0 });
      all.push(
        part("line", { x1: 0, x2: width, y1: at, y2: at }),
        part("text", { x: 3, y: at - 3 }, lat.toFixed(digits)),
      );
    }
    const metres = round(width * scale * 111_320 * 0.25);
    const long = metres / 111_320 / scale;
    all.push(
      part("path", { class: "scale", d: `M${width - 16 - long} 16v8h${long}v-8` }),
      part("text", { x: width - 16 - long, y: 38 }, metres >= 1000 ? `${metres / 1000} km` : `${metres} m`),
      part("path", { class: "cross", d: `M${width / 2 - 10} ${height / 2}h20m-10-10v20` }),
    );
    const points = spots();
    if (many && points.length > 1)
      all.push(part("polygon", { class: "area", points: points.map((one) => `${toX(one)},${toY(one)}`).join(" ") }));
    for (const one of points) all.push(part("circle", { class: "spot", cx: toX(one), cy: toY(one), r: 7 }));
    map.replaceChildren(...all);
  };
  const put = (spot: Spot) => {
    const line = `${spot.lat.toFixed(6)}, ${spot.lon.toFixed(6)}`;
    field.value = many && field.value.trim() ? `${field.value.trimEnd()}\n${line}` : line;
    draw();
  };
  const zoom = (by: number) => {
    scale = Math.min(Math.max(scale * by, 1e-7), 1);
    draw();
  };
  const move = (x: number, y: number) => {
    middle = from(width / 2 + x, height / 2 + y);
    draw();
  };
  const undo = () => {
    field.value = field.value.trimEnd().split("\n").slice(0, -1).join("\n");
    draw();
  };
  const button = (text: string, press: () => void) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "button-link", textContent: text });
    made.addEventListener("click", press);
    return made;
  };
  let from0: { x: number; y: number; moved: boolean } | undefined;
  const unit = () => width / map.getBoundingClientRect().width;
  map.addEventListener("pointerdown", (event) => {
    from0 = { x: event.clientX, y: event.clientY, moved: false };
    map.setPointerCapture(event.pointerId);
  });
  map.addEventListener("pointermove", (event) => {
    if (!from0 || (!from0.moved && Math.hypot(event.clientX - from0.x, event.clientY - from0.y) < 6)) return;
    move((from0.x - event.clientX) * unit(), (from0.y - event.clientY) * unit());
    from0 = { x: event.clientX, y: event.clientY, moved: true };
  });
  map.addEventListener("pointerup", (event) => {
    const seen = map.getBoundingClientRect();
    if (from0 && !from0.moved) put(from((event.clientX - seen.left) * unit(), (event.clientY - seen.top) * unit()));
    from0 = undefined;
  });
  const keys: Record<string, () => void> = {
    ArrowLeft: () => move(-20, 0),
    ArrowRight: () => move(20, 0),
    ArrowUp: () => move(0, -20),
    ArrowDown: () => move(0, 20),
    "+": () => zoom(0.5),
    "-": () => zoom(2),
    Enter: () => put(middle),
  };
  map.addEventListener("keydown", (event) => {
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]!();
  });
  field.addEventListener("input", draw);
  const tools = document.createElement("div");
  tools.className = "govuk-button-group";
  tools.append(
    button(dataset.nearer!, () => zoom(0.5)),
    button(dataset.farther!, () => zoom(2)),
    button(dataset.here!, () =>
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        middle = { lat: coords.latitude, lon: coords.longitude };
        scale = 0.00002;
        put(middle);
      }),
    ),
    ...(many ? [button(dataset.undo!, undo)] : []),
  );
  const [first] = spots();
  if (first) {
    middle = first;
    scale = Math.min(scale, 0.0002);
  }
  field.before(map, tools);
  draw();
}

export {};
