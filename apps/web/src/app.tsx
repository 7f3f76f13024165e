import { type ReactNode, useCallback, useEffect, useState } from "react";
import { RouterProvider as AriaRouter } from "react-aria-components";
import { BrowserRouter, Route, Routes, useHref, useNavigate } from "react-router";
import { Language, useSay } from "./intl.tsx";
import { NegotiationPage } from "./pages/negotiation.tsx";
import { SignInPage } from "./pages/sign-in.tsx";
import { useWho, WhoProvider } from "./people/who.tsx";
import { FailureNotice, Notice, SignedOut, Waiting } from "./ui/notice.tsx";
import { Toasts } from "./ui/toasts.tsx";

/**
 * The editor is by far the largest part; nobody waits for it before the list of texts shows. It is not left to React's
 * `lazy`, which holds back what it loaded for 300 ms so as not to flicker; and it loads at once where a text is opened.
 */
type TextPageModule = typeof import("./pages/text.tsx");
let textPage: TextPageModule | null = null;
const loadTextPage = async (): Promise<TextPageModule> => {
  textPage ??= await import("./pages/text.tsx");
  return textPage;
};
if (globalThis.location?.pathname.startsWith("/texts/")) loadTextPage().catch(() => {});

/** The whole client. */
export function App() {
  return (
    <Language>
      <BrowserRouter>
        <Navigating>
          <WhoProvider>
            <Routes>
              <Route path="/signin/:token" element={<SignInPage />} />
              <Route path="/signed-out" element={<SignedOut />} />
              <Route
                path="/"
                element={
                  <ForPeople>
                    <NegotiationPage />
                  </ForPeople>
                }
              />
              <Route
                path="/texts/:id"
                element={
                  <ForPeople>
                    <TextPage />
                  </ForPeople>
                }
              />
              <Route path="*" element={<NotFound />} />
            </Routes>
          </WhoProvider>
          <Toasts />
        </Navigating>
      </BrowserRouter>
    </Language>
  );
}

function TextPage() {
  const [page, setPage] = useState<TextPageModule | "failed" | null>(textPage);
  const load = useCallback(() => {
    loadTextPage().then(setPage, () => setPage("failed"));
  }, []);
  useEffect(load, [load]);
  if (page === null) return <Waiting />;
  return page === "failed" ? <FailureNotice failure={{ kind: "offline" }} again={load} /> : <page.TextPage />;
}

function Navigating({ children }: { children: ReactNode }) {
  const navigate = useNavigate();
  return (
    <AriaRouter navigate={(path) => void navigate(path)} useHref={useHref}>
      {children}
    </AriaRouter>
  );
}

/** Shows its children to somebody who is signed in. */
function ForPeople({ children }: { children: ReactNode }) {
  const { who, ask } = useWho();
  switch (who.state) {
    case "asking":
      return <Waiting />;
    case "out":
      return <SignedOut />;
    case "unknown":
      return <FailureNotice failure={who.failure} again={ask} />;
    case "in":
      return children;
  }
}

function NotFound() {
  const say = useSay();
  return <Notice title={say("failure.notFound.title")}>{say("failure.notFound.body")}</Notice>;
}
