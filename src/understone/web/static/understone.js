import { initAll } from "./vendor/govuk.js";

initAll();
