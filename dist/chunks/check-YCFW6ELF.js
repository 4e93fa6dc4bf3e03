import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  check,
  measuredOf
} from "./chunk-RYOBJW3A.js";
import "./chunk-UC3LKVEX.js";
import "./chunk-4GOPRSFP.js";
import "./chunk-F2ZKP2YA.js";
import "./chunk-SSLFGIHA.js";
import "./chunk-34P7YLMP.js";
import "./chunk-TMFPA2JO.js";
import "./chunk-6JUU46EK.js";
import "./chunk-IUPM4RPA.js";
import "./chunk-DWXFT6MO.js";
import "./chunk-K77ZBJBN.js";
import "./chunk-FRUCJTHC.js";
import "./chunk-7P2UZG4H.js";
import "./chunk-UMELO2U4.js";
import "./chunk-QI52KIIX.js";
import "./chunk-UGKBZTEZ.js";
import "./chunk-6J7YFZTT.js";
import "./chunk-CXMQTDXQ.js";
import "./chunk-VHSOBBAC.js";
import "./chunk-IE4SQLRI.js";
import "./chunk-KJI7O4S7.js";
import "./chunk-APSE5AVC.js";
import "./chunk-A423ZOMY.js";
import "./chunk-EVG6426J.js";
import "./chunk-JVTTIVCO.js";
import "./chunk-7U6DWAOW.js";
import "./chunk-VXDS5MXW.js";
import "./chunk-N6RXVYRL.js";
import "./chunk-IHCDD5UU.js";
import "./chunk-A5TMYYZ7.js";
import "./chunk-LTN2WVWS.js";
import "./chunk-ZYTXOB37.js";
import "./chunk-OHHQZVAT.js";
import "./chunk-I44IK55E.js";
import "./chunk-HUFAO3EZ.js";
import "./chunk-NTYIXUAT.js";
import "./chunk-FOM4KPNH.js";
import "./chunk-IGIL577L.js";
import "./chunk-4HT4ARZI.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";
export {
  check,
  measuredOf
};
