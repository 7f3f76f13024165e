import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { keepClient } from "./offline/keep-client.ts";
import { followTheme } from "./settings/theme.ts";
import "./styles/index.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root to show the client in");
followTheme();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
keepClient();
