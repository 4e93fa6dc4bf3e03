import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  findSavedBaseline
} from "./chunk-I2R2ERUT.js";
import "./chunk-NSL3XSK2.js";
import "./chunk-HCDLX5GH.js";
import "./chunk-SSLFGIHA.js";
import "./chunk-GT3TMP24.js";
import "./chunk-TMFPA2JO.js";
import "./chunk-6JUU46EK.js";
import "./chunk-IUPM4RPA.js";
import "./chunk-NJCJ6VFJ.js";
import "./chunk-IE4SQLRI.js";
import "./chunk-UGXUY2KA.js";
import "./chunk-KJI7O4S7.js";
import "./chunk-EVG6426J.js";
import "./chunk-TUL7YH7R.js";
import "./chunk-M3F7BX6P.js";
import "./chunk-SA26MRWN.js";
import "./chunk-OZ2BIH7K.js";
import "./chunk-JVTTIVCO.js";
import "./chunk-7U6DWAOW.js";
import "./chunk-VXDS5MXW.js";
import "./chunk-AVBWNE4X.js";
import "./chunk-IHCDD5UU.js";
import "./chunk-A5TMYYZ7.js";
import "./chunk-AIL643C2.js";
import "./chunk-ZYTXOB37.js";
import "./chunk-OHHQZVAT.js";
import "./chunk-I44IK55E.js";
import "./chunk-HUFAO3EZ.js";
import "./chunk-NTYIXUAT.js";
import "./chunk-XVTP6P6O.js";
import "./chunk-MCXDM5AR.js";
import "./chunk-IGIL577L.js";
import "./chunk-4HT4ARZI.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";
export {
  findSavedBaseline
};
