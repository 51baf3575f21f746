// One question to the service worker. There always is an answer, if only what stood in the way of one.
"use strict";

function sealedAsk(worker, message, seconds = 30) {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => resolve(data);
    channel.port1.onmessageerror = () => resolve({ failure: "handover" });
    setTimeout(resolve, seconds * 1000, { failure: "silent" });
    worker.postMessage(message, [channel.port2]);
  });
}
