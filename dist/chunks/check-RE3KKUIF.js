import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  check,
  measuredOf
} from "./chunk-LLYRJ7K2.js";
import "./chunk-MNF6HJJQ.js";
import "./chunk-TCJXONFW.js";
import "./chunk-OJ4KXXXF.js";
import "./chunk-XIJCMDGM.js";
import "./chunk-OB5AZT2U.js";
import "./chunk-TMFPA2JO.js";
import "./chunk-FWRK3DMA.js";
import "./chunk-CFTPMO3C.js";
import "./chunk-JEDI6DPF.js";
import "./chunk-CI5OFH4D.js";
import "./chunk-NRXQKED7.js";
import "./chunk-BB6WKS4R.js";
import "./chunk-7P2UZG4H.js";
import "./chunk-VXYT3GJA.js";
import "./chunk-6J7YFZTT.js";
import "./chunk-CXMQTDXQ.js";
import "./chunk-2RVOX5RM.js";
import "./chunk-FEA2JEDD.js";
import "./chunk-APSE5AVC.js";
import "./chunk-A423ZOMY.js";
import "./chunk-UNRLA6ZQ.js";
import "./chunk-JVTTIVCO.js";
import "./chunk-VXDS5MXW.js";
import "./chunk-7U6DWAOW.js";
import "./chunk-7IINRXZ2.js";
import "./chunk-ONQ5GHHQ.js";
import "./chunk-PTVYIMF5.js";
import "./chunk-ESYM3VSD.js";
import "./chunk-JRTMWUF4.js";
import "./chunk-UZPCWW7H.js";
import "./chunk-JC374NSG.js";
import "./chunk-TYJF4ATT.js";
import "./chunk-FOM4KPNH.js";
import "./chunk-PAZWRSQF.js";
import "./chunk-4HT4ARZI.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";
export {
  check,
  measuredOf
};
