import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { keepClient } from "./offline/keep-client.ts";
import "./styles/index.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root to show the client in");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
keepClient();
