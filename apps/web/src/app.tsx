import { lazy, type ReactNode, Suspense } from "react";
import { RouterProvider as AriaRouter } from "react-aria-components";
import { BrowserRouter, Route, Routes, useHref, useNavigate } from "react-router";
import { Language, useSay } from "./intl.tsx";
import { NegotiationPage } from "./pages/negotiation.tsx";
import { SignInPage } from "./pages/sign-in.tsx";
import { useWho, WhoProvider } from "./people/who.tsx";
import { FailureNotice, Notice, SignedOut, Waiting } from "./ui/notice.tsx";
import { Toasts } from "./ui/toasts.tsx";

/** The editor is by far the largest part; nobody waits for it before the list of texts shows. */
const TextPage = lazy(() => import("./pages/text.tsx").then((module) => ({ default: module.TextPage })));

/** The whole client. */
export function App() {
  return (
    <Language>
      <BrowserRouter>
        <Navigating>
          <WhoProvider>
            <Suspense fallback={<Waiting />}>
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
            </Suspense>
          </WhoProvider>
          <Toasts />
        </Navigating>
      </BrowserRouter>
    </Language>
  );
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
    case "offline":
      return <FailureNotice failure={{ kind: "offline" }} again={ask} />;
    case "in":
      return children;
  }
}

function NotFound() {
  const say = useSay();
  return <Notice title={say("failure.notFound.title")}>{say("failure.notFound.body")}</Notice>;
}
