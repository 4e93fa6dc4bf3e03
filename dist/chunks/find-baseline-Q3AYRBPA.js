import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  findSavedBaseline
} from "./chunk-KKX7AVX3.js";
import "./chunk-5K6ZWTYW.js";
import "./chunk-VRDUEBAQ.js";
import "./chunk-PHF7NIVV.js";
import "./chunk-BYRFQ7N5.js";
import "./chunk-TMFPA2JO.js";
import "./chunk-6JUU46EK.js";
import "./chunk-CFTPMO3C.js";
import "./chunk-VHSOBBAC.js";
import "./chunk-IE4SQLRI.js";
import "./chunk-EVG6426J.js";
import "./chunk-TUL7YH7R.js";
import "./chunk-M3F7BX6P.js";
import "./chunk-SA26MRWN.js";
import "./chunk-OZ2BIH7K.js";
import "./chunk-JVTTIVCO.js";
import "./chunk-7U6DWAOW.js";
import "./chunk-VXDS5MXW.js";
import "./chunk-N6RXVYRL.js";
import "./chunk-IHCDD5UU.js";
import "./chunk-PTVYIMF5.js";
import "./chunk-ESYM3VSD.js";
import "./chunk-JRTMWUF4.js";
import "./chunk-UZPCWW7H.js";
import "./chunk-JC374NSG.js";
import "./chunk-TYJF4ATT.js";
import "./chunk-FOM4KPNH.js";
import "./chunk-IGIL577L.js";
import "./chunk-4HT4ARZI.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";
export {
  findSavedBaseline
};
