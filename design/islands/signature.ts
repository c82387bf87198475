// A box to sign in with a finger, pen or mouse. What is drawn goes into the file field, as a photo would.
for (const box of document.querySelectorAll<HTMLElement>(".signature-input")) open(box);

function open(box: HTMLElement): void {
  const file = box.querySelector<HTMLInputElement>("input[type=file]")!;
  const pad = document.createElement("canvas");
  Object.assign(pad, { width: 600, height: 200, className: "signature-pad" });
  pad.setAttribute("role", "img");
  pad.setAttribute("aria-label", box.dataset.pad!);
  const clear = document.createElement("button");
  Object.assign(clear, { type: "button", className: "button-link", textContent: box.dataset.clear });
  const pen = pad.getContext("2d")!;
  const blank = () => {
    // A ground of its own: a signature must be seen by night too, and a picture without one turns black.
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, pad.width, pad.height);
    Object.assign(pen, { strokeStyle: "#1b1a17", lineWidth: 3, lineCap: "round", lineJoin: "round" });
  };
  blank();
  const at = (event: PointerEvent): [number, number] => {
    const seen = pad.getBoundingClientRect();
    return [
      ((event.clientX - seen.left) * pad.width) / seen.width,
      ((event.clientY - seen.top) * pad.height) / seen.height,
    ];
  };
  const keep = () =>
    pad.toBlob((drawn) => {
      if (!drawn) return;
      const all = new DataTransfer();
      all.items.add(new File([drawn], "tanda-tangan.png", { type: "image/png" }));
      file.files = all.files;
    }, "image/png");
  let drawing = false;
  pad.addEventListener("pointerdown", (event) => {
    drawing = true;
    pad.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...at(event));
  });
  pad.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    pen.lineTo(...at(event));
    pen.stroke();
  });
  for (const end of ["pointerup", "pointercancel"])
    pad.addEventListener(end, () => {
      if (drawing) keep();
      drawing = false;
    });
  clear.addEventListener("click", () => {
    blank();
    file.value = "";
  });
  file.before(pad, clear);
}

export {};
