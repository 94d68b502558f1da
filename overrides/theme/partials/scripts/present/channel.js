/*
 * Keeps the windows of one presentation in step: what one shows, all show. By BroadcastChannel, and by messages to the
 * window that this one has opened or that has opened it: opened from a folder, some browsers allow only those.
 */
const kitChannel = (name, heard) => {
  const fromFolder = location.protocol === "file:";
  const target = fromFolder ? "*" : location.origin;
  const me = Math.random().toString(36).slice(2);
  const partners = new Set(window.opener ? [window.opener] : []);
  let channel = null;
  try {
    channel = new BroadcastChannel(name);
  } catch {
    channel = null; // an old browser, or one that allows none here
  }

  const isOurs = (data) => data?.kit === name && data.from !== me;
  const take = ({ data }) => {
    if (isOurs(data)) heard(data);
  };

  const send = (said) => {
    const message = { ...said, kit: name, from: me };
    channel?.postMessage(message);
    for (const partner of partners) {
      if (partner.closed) partners.delete(partner);
      else partner.postMessage(message, target);
    }
  };

  channel?.addEventListener("message", take);
  addEventListener("message", (event) => {
    const isKnown = fromFolder || event.origin === location.origin;
    if (!isKnown || !isOurs(event.data) || !event.source) return;
    partners.add(event.source);
    take(event);
  });
  addEventListener("pagehide", () => send({ is: "gone" }));

  return { send, join: (partner) => partners.add(partner) };
};
