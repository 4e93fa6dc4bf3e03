import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  collectNotes,
  count,
  groupFigures,
  imagePhrase,
  joinWords,
  renderComment,
  writeHeadline
} from "./chunk-U4YZRNW4.js";
import {
  figuresOf
} from "./chunk-ENCD5TUB.js";
import {
  splitArguments
} from "./chunk-NJCJ6VFJ.js";
import {
  escapeText
} from "./chunk-7E5BIM6A.js";
import {
  formatSize,
  formatSizeChange
} from "./chunk-APSE5AVC.js";
import {
  __commonJS,
  __toESM
} from "./chunk-QWRNOYTG.js";

// node_modules/emoji-regex/index.js
var require_emoji_regex = __commonJS({
  "node_modules/emoji-regex/index.js"(exports, module) {
    module.exports = () => {
      return /[#*0-9]\uFE0F?\u20E3|[\xA9\xAE\u203C\u2049\u2122\u2139\u2194-\u2199\u21A9\u21AA\u231A\u231B\u2328\u23CF\u23ED-\u23EF\u23F1\u23F2\u23F8-\u23FA\u24C2\u25AA\u25AB\u25B6\u25C0\u25FB\u25FC\u25FE\u2600-\u2604\u260E\u2611\u2614\u2615\u2618\u2620\u2622\u2623\u2626\u262A\u262E\u262F\u2638-\u263A\u2640\u2642\u2648-\u2653\u265F\u2660\u2663\u2665\u2666\u2668\u267B\u267E\u267F\u2692\u2694-\u2697\u2699\u269B\u269C\u26A0\u26A7\u26AA\u26B0\u26B1\u26BD\u26BE\u26C4\u26C8\u26CF\u26D1\u26E9\u26F0-\u26F5\u26F7\u26F8\u26FA\u2702\u2708\u2709\u270F\u2712\u2714\u2716\u271D\u2721\u2733\u2734\u2744\u2747\u2757\u2763\u27A1\u2934\u2935\u2B05-\u2B07\u2B1B\u2B1C\u2B55\u3030\u303D\u3297\u3299]\uFE0F?|[\u261D\u270C\u270D](?:\uD83C[\uDFFB-\uDFFF]|\uFE0F)?|[\u270A\u270B](?:\uD83C[\uDFFB-\uDFFF])?|[\u23E9-\u23EC\u23F0\u23F3\u25FD\u2693\u26A1\u26AB\u26C5\u26CE\u26D4\u26EA\u26FD\u2705\u2728\u274C\u274E\u2753-\u2755\u2795-\u2797\u27B0\u27BF\u2B50]|\u26D3\uFE0F?(?:\u200D\uD83D\uDCA5)?|\u26F9(?:\uD83C[\uDFFB-\uDFFF]|\uFE0F)?(?:\u200D[\u2640\u2642]\uFE0F?)?|\u2764\uFE0F?(?:\u200D(?:\uD83D\uDD25|\uD83E\uDE79))?|\uD83C(?:[\uDC04\uDD70\uDD71\uDD7E\uDD7F\uDE02\uDE37\uDF21\uDF24-\uDF2C\uDF36\uDF7D\uDF96\uDF97\uDF99-\uDF9B\uDF9E\uDF9F\uDFCD\uDFCE\uDFD4-\uDFDF\uDFF5\uDFF7]\uFE0F?|[\uDF85\uDFC2\uDFC7](?:\uD83C[\uDFFB-\uDFFF])?|[\uDFC4\uDFCA](?:\uD83C[\uDFFB-\uDFFF])?(?:\u200D[\u2640\u2642]\uFE0F?)?|[\uDFCB\uDFCC](?:\uD83C[\uDFFB-\uDFFF]|\uFE0F)?(?:\u200D[\u2640\u2642]\uFE0F?)?|[\uDCCF\uDD8E\uDD91-\uDD9A\uDE01\uDE1A\uDE2F\uDE32-\uDE36\uDE38-\uDE3A\uDE50\uDE51\uDF00-\uDF20\uDF2D-\uDF35\uDF37-\uDF43\uDF45-\uDF4A\uDF4C-\uDF7C\uDF7E-\uDF84\uDF86-\uDF93\uDFA0-\uDFC1\uDFC5\uDFC6\uDFC8\uDFC9\uDFCF-\uDFD3\uDFE0-\uDFF0\uDFF8-\uDFFF]|\uDDE6\uD83C[\uDDE8-\uDDEC\uDDEE\uDDF1\uDDF2\uDDF4\uDDF6-\uDDFA\uDDFC\uDDFD\uDDFF]|\uDDE7\uD83C[\uDDE6\uDDE7\uDDE9-\uDDEF\uDDF1-\uDDF4\uDDF6-\uDDF9\uDDFB\uDDFC\uDDFE\uDDFF]|\uDDE8\uD83C[\uDDE6\uDDE8\uDDE9\uDDEB-\uDDEE\uDDF0-\uDDF7\uDDFA-\uDDFF]|\uDDE9\uD83C[\uDDEA\uDDEC\uDDEF\uDDF0\uDDF2\uDDF4\uDDFF]|\uDDEA\uD83C[\uDDE6\uDDE8\uDDEA\uDDEC\uDDED\uDDF7-\uDDFA]|\uDDEB\uD83C[\uDDEE-\uDDF0\uDDF2\uDDF4\uDDF7]|\uDDEC\uD83C[\uDDE6\uDDE7\uDDE9-\uDDEE\uDDF1-\uDDF3\uDDF5-\uDDFA\uDDFC\uDDFE]|\uDDED\uD83C[\uDDF0\uDDF2\uDDF3\uDDF7\uDDF9\uDDFA]|\uDDEE\uD83C[\uDDE8-\uDDEA\uDDF1-\uDDF4\uDDF6-\uDDF9]|\uDDEF\uD83C[\uDDEA\uDDF2\uDDF4\uDDF5]|\uDDF0\uD83C[\uDDEA\uDDEC-\uDDEE\uDDF2\uDDF3\uDDF5\uDDF7\uDDFC\uDDFE\uDDFF]|\uDDF1\uD83C[\uDDE6-\uDDE8\uDDEE\uDDF0\uDDF7-\uDDFB\uDDFE]|\uDDF2\uD83C[\uDDE6\uDDE8-\uDDED\uDDF0-\uDDFF]|\uDDF3\uD83C[\uDDE6\uDDE8\uDDEA-\uDDEC\uDDEE\uDDF1\uDDF4\uDDF5\uDDF7\uDDFA\uDDFF]|\uDDF4\uD83C\uDDF2|\uDDF5\uD83C[\uDDE6\uDDEA-\uDDED\uDDF0-\uDDF3\uDDF7-\uDDF9\uDDFC\uDDFE]|\uDDF6\uD83C\uDDE6|\uDDF7\uD83C[\uDDEA\uDDF4\uDDF8\uDDFA\uDDFC]|\uDDF8\uD83C[\uDDE6-\uDDEA\uDDEC-\uDDF4\uDDF7-\uDDF9\uDDFB\uDDFD-\uDDFF]|\uDDF9\uD83C[\uDDE6\uDDE8\uDDE9\uDDEB-\uDDED\uDDEF-\uDDF4\uDDF7\uDDF9\uDDFB\uDDFC\uDDFF]|\uDDFA\uD83C[\uDDE6\uDDEC\uDDF2\uDDF3\uDDF8\uDDFE\uDDFF]|\uDDFB\uD83C[\uDDE6\uDDE8\uDDEA\uDDEC\uDDEE\uDDF3\uDDFA]|\uDDFC\uD83C[\uDDEB\uDDF8]|\uDDFD\uD83C\uDDF0|\uDDFE\uD83C[\uDDEA\uDDF9]|\uDDFF\uD83C[\uDDE6\uDDF2\uDDFC]|\uDF44(?:\u200D\uD83D\uDFEB)?|\uDF4B(?:\u200D\uD83D\uDFE9)?|\uDFC3(?:\uD83C[\uDFFB-\uDFFF])?(?:\u200D(?:[\u2640\u2642]\uFE0F?(?:\u200D\u27A1\uFE0F?)?|\u27A1\uFE0F?))?|\uDFF3\uFE0F?(?:\u200D(?:\u26A7\uFE0F?|\uD83C\uDF08))?|\uDFF4(?:\u200D\u2620\uFE0F?|\uDB40\uDC67\uDB40\uDC62\uDB40(?:\uDC65\uDB40\uDC6E\uDB40\uDC67|\uDC73\uDB40\uDC63\uDB40\uDC74|\uDC77\uDB40\uDC6C\uDB40\uDC73)\uDB40\uDC7F)?)|\uD83D(?:[\uDC3F\uDCFD\uDD49\uDD4A\uDD6F\uDD70\uDD73\uDD76-\uDD79\uDD87\uDD8A-\uDD8D\uDDA5\uDDA8\uDDB1\uDDB2\uDDBC\uDDC2-\uDDC4\uDDD1-\uDDD3\uDDDC-\uDDDE\uDDE1\uDDE3\uDDE8\uDDEF\uDDF3\uDDFA\uDECB\uDECD-\uDECF\uDEE0-\uDEE5\uDEE9\uDEF0\uDEF3]\uFE0F?|[\uDC42\uDC43\uDC46-\uDC50\uDC66\uDC67\uDC6B-\uDC6D\uDC72\uDC74-\uDC76\uDC78\uDC7C\uDC83\uDC85\uDC8F\uDC91\uDCAA\uDD7A\uDD95\uDD96\uDE4C\uDE4F\uDEC0\uDECC](?:\uD83C[\uDFFB-\uDFFF])?|[\uDC6E-\uDC71\uDC73\uDC77\uDC81\uDC82\uDC86\uDC87\uDE45-\uDE47\uDE4B\uDE4D\uDE4E\uDEA3\uDEB4\uDEB5](?:\uD83C[\uDFFB-\uDFFF])?(?:\u200D[\u2640\u2642]\uFE0F?)?|[\uDD74\uDD90](?:\uD83C[\uDFFB-\uDFFF]|\uFE0F)?|[\uDC00-\uDC07\uDC09-\uDC14\uDC16-\uDC25\uDC27-\uDC3A\uDC3C-\uDC3E\uDC40\uDC44\uDC45\uDC51-\uDC65\uDC6A\uDC79-\uDC7B\uDC7D-\uDC80\uDC84\uDC88-\uDC8E\uDC90\uDC92-\uDCA9\uDCAB-\uDCFC\uDCFF-\uDD3D\uDD4B-\uDD4E\uDD50-\uDD67\uDDA4\uDDFB-\uDE2D\uDE2F-\uDE34\uDE37-\uDE41\uDE43\uDE44\uDE48-\uDE4A\uDE80-\uDEA2\uDEA4-\uDEB3\uDEB7-\uDEBF\uDEC1-\uDEC5\uDED0-\uDED2\uDED5-\uDED8\uDEDC-\uDEDF\uDEEB\uDEEC\uDEF4-\uDEFC\uDFE0-\uDFEB\uDFF0]|\uDC08(?:\u200D\u2B1B)?|\uDC15(?:\u200D\uD83E\uDDBA)?|\uDC26(?:\u200D(?:\u2B1B|\uD83D\uDD25))?|\uDC3B(?:\u200D\u2744\uFE0F?)?|\uDC41\uFE0F?(?:\u200D\uD83D\uDDE8\uFE0F?)?|\uDC68(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:\uDC8B\u200D\uD83D)?\uDC68|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDC68\uDC69]\u200D\uD83D(?:\uDC66(?:\u200D\uD83D\uDC66)?|\uDC67(?:\u200D\uD83D[\uDC66\uDC67])?)|[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC66(?:\u200D\uD83D\uDC66)?|\uDC67(?:\u200D\uD83D[\uDC66\uDC67])?)|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3]))|\uD83C(?:\uDFFB(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:\uDC8B\u200D\uD83D)?\uDC68\uD83C[\uDFFB-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83D\uDC68\uD83C[\uDFFC-\uDFFF])|\uD83E(?:[\uDD1D\uDEEF]\u200D\uD83D\uDC68\uD83C[\uDFFC-\uDFFF]|[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3])))?|\uDFFC(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:\uDC8B\u200D\uD83D)?\uDC68\uD83C[\uDFFB-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83D\uDC68\uD83C[\uDFFB\uDFFD-\uDFFF])|\uD83E(?:[\uDD1D\uDEEF]\u200D\uD83D\uDC68\uD83C[\uDFFB\uDFFD-\uDFFF]|[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3])))?|\uDFFD(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:\uDC8B\u200D\uD83D)?\uDC68\uD83C[\uDFFB-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83D\uDC68\uD83C[\uDFFB\uDFFC\uDFFE\uDFFF])|\uD83E(?:[\uDD1D\uDEEF]\u200D\uD83D\uDC68\uD83C[\uDFFB\uDFFC\uDFFE\uDFFF]|[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3])))?|\uDFFE(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:\uDC8B\u200D\uD83D)?\uDC68\uD83C[\uDFFB-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83D\uDC68\uD83C[\uDFFB-\uDFFD\uDFFF])|\uD83E(?:[\uDD1D\uDEEF]\u200D\uD83D\uDC68\uD83C[\uDFFB-\uDFFD\uDFFF]|[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3])))?|\uDFFF(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:\uDC8B\u200D\uD83D)?\uDC68\uD83C[\uDFFB-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83D\uDC68\uD83C[\uDFFB-\uDFFE])|\uD83E(?:[\uDD1D\uDEEF]\u200D\uD83D\uDC68\uD83C[\uDFFB-\uDFFE]|[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3])))?))?|\uDC69(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:\uDC8B\u200D\uD83D)?[\uDC68\uDC69]|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC66(?:\u200D\uD83D\uDC66)?|\uDC67(?:\u200D\uD83D[\uDC66\uDC67])?|\uDC69\u200D\uD83D(?:\uDC66(?:\u200D\uD83D\uDC66)?|\uDC67(?:\u200D\uD83D[\uDC66\uDC67])?))|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3]))|\uD83C(?:\uDFFB(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:[\uDC68\uDC69]|\uDC8B\u200D\uD83D[\uDC68\uDC69])\uD83C[\uDFFB-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83D\uDC69\uD83C[\uDFFC-\uDFFF])|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3]|\uDD1D\u200D\uD83D[\uDC68\uDC69]\uD83C[\uDFFC-\uDFFF]|\uDEEF\u200D\uD83D\uDC69\uD83C[\uDFFC-\uDFFF])))?|\uDFFC(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:[\uDC68\uDC69]|\uDC8B\u200D\uD83D[\uDC68\uDC69])\uD83C[\uDFFB-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83D\uDC69\uD83C[\uDFFB\uDFFD-\uDFFF])|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3]|\uDD1D\u200D\uD83D[\uDC68\uDC69]\uD83C[\uDFFB\uDFFD-\uDFFF]|\uDEEF\u200D\uD83D\uDC69\uD83C[\uDFFB\uDFFD-\uDFFF])))?|\uDFFD(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:[\uDC68\uDC69]|\uDC8B\u200D\uD83D[\uDC68\uDC69])\uD83C[\uDFFB-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83D\uDC69\uD83C[\uDFFB\uDFFC\uDFFE\uDFFF])|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3]|\uDD1D\u200D\uD83D[\uDC68\uDC69]\uD83C[\uDFFB\uDFFC\uDFFE\uDFFF]|\uDEEF\u200D\uD83D\uDC69\uD83C[\uDFFB\uDFFC\uDFFE\uDFFF])))?|\uDFFE(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:[\uDC68\uDC69]|\uDC8B\u200D\uD83D[\uDC68\uDC69])\uD83C[\uDFFB-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83D\uDC69\uD83C[\uDFFB-\uDFFD\uDFFF])|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3]|\uDD1D\u200D\uD83D[\uDC68\uDC69]\uD83C[\uDFFB-\uDFFD\uDFFF]|\uDEEF\u200D\uD83D\uDC69\uD83C[\uDFFB-\uDFFD\uDFFF])))?|\uDFFF(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:[\uDC68\uDC69]|\uDC8B\u200D\uD83D[\uDC68\uDC69])\uD83C[\uDFFB-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83D\uDC69\uD83C[\uDFFB-\uDFFE])|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3]|\uDD1D\u200D\uD83D[\uDC68\uDC69]\uD83C[\uDFFB-\uDFFE]|\uDEEF\u200D\uD83D\uDC69\uD83C[\uDFFB-\uDFFE])))?))?|\uDD75(?:\uD83C[\uDFFB-\uDFFF]|\uFE0F)?(?:\u200D[\u2640\u2642]\uFE0F?)?|\uDE2E(?:\u200D\uD83D\uDCA8)?|\uDE35(?:\u200D\uD83D\uDCAB)?|\uDE36(?:\u200D\uD83C\uDF2B\uFE0F?)?|\uDE42(?:\u200D[\u2194\u2195]\uFE0F?)?|\uDEB6(?:\uD83C[\uDFFB-\uDFFF])?(?:\u200D(?:[\u2640\u2642]\uFE0F?(?:\u200D\u27A1\uFE0F?)?|\u27A1\uFE0F?))?)|\uD83E(?:[\uDD0C\uDD0F\uDD18-\uDD1F\uDD30-\uDD34\uDD36\uDD77\uDDB5\uDDB6\uDDBB\uDDD2\uDDD3\uDDD5\uDEC3-\uDEC5\uDEF0\uDEF2-\uDEF8](?:\uD83C[\uDFFB-\uDFFF])?|[\uDD26\uDD35\uDD37-\uDD39\uDD3C-\uDD3E\uDDB8\uDDB9\uDDCD\uDDCF\uDDD4\uDDD6-\uDDDD](?:\uD83C[\uDFFB-\uDFFF])?(?:\u200D[\u2640\u2642]\uFE0F?)?|[\uDDDE\uDDDF](?:\u200D[\u2640\u2642]\uFE0F?)?|[\uDD0D\uDD0E\uDD10-\uDD17\uDD20-\uDD25\uDD27-\uDD2F\uDD3A\uDD3F-\uDD45\uDD47-\uDD76\uDD78-\uDDB4\uDDB7\uDDBA\uDDBC-\uDDCC\uDDD0\uDDE0-\uDDFF\uDE70-\uDE7C\uDE80-\uDE8A\uDE8E-\uDEC2\uDEC6\uDEC8\uDECD-\uDEDC\uDEDF-\uDEEA\uDEEF]|\uDDCE(?:\uD83C[\uDFFB-\uDFFF])?(?:\u200D(?:[\u2640\u2642]\uFE0F?(?:\u200D\u27A1\uFE0F?)?|\u27A1\uFE0F?))?|\uDDD1(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\uD83C[\uDF3E\uDF73\uDF7C\uDF84\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3\uDE70]|\uDD1D\u200D\uD83E\uDDD1|\uDDD1\u200D\uD83E\uDDD2(?:\u200D\uD83E\uDDD2)?|\uDDD2(?:\u200D\uD83E\uDDD2)?))|\uD83C(?:\uDFFB(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D(?:\uD83D\uDC8B\u200D)?\uD83E\uDDD1\uD83C[\uDFFC-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF84\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83E\uDDD1\uD83C[\uDFFC-\uDFFF])|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3\uDE70]|\uDD1D\u200D\uD83E\uDDD1\uD83C[\uDFFB-\uDFFF]|\uDEEF\u200D\uD83E\uDDD1\uD83C[\uDFFC-\uDFFF])))?|\uDFFC(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D(?:\uD83D\uDC8B\u200D)?\uD83E\uDDD1\uD83C[\uDFFB\uDFFD-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF84\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83E\uDDD1\uD83C[\uDFFB\uDFFD-\uDFFF])|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3\uDE70]|\uDD1D\u200D\uD83E\uDDD1\uD83C[\uDFFB-\uDFFF]|\uDEEF\u200D\uD83E\uDDD1\uD83C[\uDFFB\uDFFD-\uDFFF])))?|\uDFFD(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D(?:\uD83D\uDC8B\u200D)?\uD83E\uDDD1\uD83C[\uDFFB\uDFFC\uDFFE\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF84\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83E\uDDD1\uD83C[\uDFFB\uDFFC\uDFFE\uDFFF])|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3\uDE70]|\uDD1D\u200D\uD83E\uDDD1\uD83C[\uDFFB-\uDFFF]|\uDEEF\u200D\uD83E\uDDD1\uD83C[\uDFFB\uDFFC\uDFFE\uDFFF])))?|\uDFFE(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D(?:\uD83D\uDC8B\u200D)?\uD83E\uDDD1\uD83C[\uDFFB-\uDFFD\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF84\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83E\uDDD1\uD83C[\uDFFB-\uDFFD\uDFFF])|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3\uDE70]|\uDD1D\u200D\uD83E\uDDD1\uD83C[\uDFFB-\uDFFF]|\uDEEF\u200D\uD83E\uDDD1\uD83C[\uDFFB-\uDFFD\uDFFF])))?|\uDFFF(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D(?:\uD83D\uDC8B\u200D)?\uD83E\uDDD1\uD83C[\uDFFB-\uDFFE]|\uD83C[\uDF3E\uDF73\uDF7C\uDF84\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83E\uDDD1\uD83C[\uDFFB-\uDFFE])|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3\uDE70]|\uDD1D\u200D\uD83E\uDDD1\uD83C[\uDFFB-\uDFFF]|\uDEEF\u200D\uD83E\uDDD1\uD83C[\uDFFB-\uDFFE])))?))?|\uDEF1(?:\uD83C(?:\uDFFB(?:\u200D\uD83E\uDEF2\uD83C[\uDFFC-\uDFFF])?|\uDFFC(?:\u200D\uD83E\uDEF2\uD83C[\uDFFB\uDFFD-\uDFFF])?|\uDFFD(?:\u200D\uD83E\uDEF2\uD83C[\uDFFB\uDFFC\uDFFE\uDFFF])?|\uDFFE(?:\u200D\uD83E\uDEF2\uD83C[\uDFFB-\uDFFD\uDFFF])?|\uDFFF(?:\u200D\uD83E\uDEF2\uD83C[\uDFFB-\uDFFE])?))?)/g;
    };
  }
});

// src/report/render-json.ts
var reportVersion = 1;
function renderJson({ images, verdict }) {
  const document = {
    version: reportVersion,
    outcome: verdict?.outcome ?? "pass",
    results: verdict?.results ?? [],
    images: images.map(({ name, platform, analysis, comparison }) => ({ name, platform, analysis, comparison }))
  };
  return `${JSON.stringify(document, void 0, 2)}
`;
}

// src/report/render-markdown.ts
function renderMarkdown(report) {
  return renderComment(report, { limit: Number.POSITIVE_INFINITY });
}

// node_modules/ansi-regex/index.js
var ST = String.raw`(?:\u001B\u005C|\u009C)`;
var stringControls = String.raw`\u0018\u001A\u001B\u0080-\u009F`;
var osc = String.raw`(?:\u001B\]|\u009D)[^\u0007${stringControls}]*(?:\u0007|${ST})`;
var controlString = String.raw`(?:\u001B[PX^_k]|[\u0090\u0098\u009E\u009F])[^${stringControls}]*${ST}`;
var linuxPalette = String.raw`\u001B\](?:P[\dA-Fa-f]{7}|R)(?:\u0007|${ST})?`;
var csi = String.raw`(?:\u001B\[|\u009B)[\u0030-\u003F]*[\u0020-\u002F]*[\u0040-\u007E]`;
var escape = String.raw`\u001B(?:[\u0020-\u002F]+[\u0030-\u007E]|[\dA-PR-TZcf-oq-uy=><~|}])`;
var pattern = `${linuxPalette}|${osc}|${controlString}|${csi}|${escape}`;
function ansiRegex({ onlyFirst = false } = {}) {
  return new RegExp(pattern, onlyFirst ? void 0 : "g");
}

// node_modules/strip-ansi/index.js
var regex = ansiRegex();
function stripAnsi(string) {
  if (typeof string !== "string") {
    throw new TypeError(`Expected a \`string\`, got \`${typeof string}\``);
  }
  if (!string.includes("\x1B") && !string.includes("")) {
    return string;
  }
  return string.replace(regex, "");
}

// node_modules/get-east-asian-width/lookup-data.js
var ambiguousMinimalCodePoint = 161;
var ambiguousMaximumCodePoint = 1114109;
var ambiguousRanges = [161, 161, 164, 164, 167, 168, 170, 170, 173, 174, 176, 180, 182, 186, 188, 191, 198, 198, 208, 208, 215, 216, 222, 225, 230, 230, 232, 234, 236, 237, 240, 240, 242, 243, 247, 250, 252, 252, 254, 254, 257, 257, 273, 273, 275, 275, 283, 283, 294, 295, 299, 299, 305, 307, 312, 312, 319, 322, 324, 324, 328, 331, 333, 333, 338, 339, 358, 359, 363, 363, 462, 462, 464, 464, 466, 466, 468, 468, 470, 470, 472, 472, 474, 474, 476, 476, 593, 593, 609, 609, 708, 708, 711, 711, 713, 715, 717, 717, 720, 720, 728, 731, 733, 733, 735, 735, 768, 879, 913, 929, 931, 937, 945, 961, 963, 969, 1025, 1025, 1040, 1103, 1105, 1105, 8208, 8208, 8211, 8214, 8216, 8217, 8220, 8221, 8224, 8226, 8228, 8231, 8240, 8240, 8242, 8243, 8245, 8245, 8251, 8251, 8254, 8254, 8308, 8308, 8319, 8319, 8321, 8324, 8364, 8364, 8451, 8451, 8453, 8453, 8457, 8457, 8467, 8467, 8470, 8470, 8481, 8482, 8486, 8486, 8491, 8491, 8531, 8532, 8539, 8542, 8544, 8555, 8560, 8569, 8585, 8585, 8592, 8601, 8632, 8633, 8658, 8658, 8660, 8660, 8679, 8679, 8704, 8704, 8706, 8707, 8711, 8712, 8715, 8715, 8719, 8719, 8721, 8721, 8725, 8725, 8730, 8730, 8733, 8736, 8739, 8739, 8741, 8741, 8743, 8748, 8750, 8750, 8756, 8759, 8764, 8765, 8776, 8776, 8780, 8780, 8786, 8786, 8800, 8801, 8804, 8807, 8810, 8811, 8814, 8815, 8834, 8835, 8838, 8839, 8853, 8853, 8857, 8857, 8869, 8869, 8895, 8895, 8978, 8978, 9312, 9449, 9451, 9547, 9552, 9587, 9600, 9615, 9618, 9621, 9632, 9633, 9635, 9641, 9650, 9651, 9654, 9655, 9660, 9661, 9664, 9665, 9670, 9672, 9675, 9675, 9678, 9681, 9698, 9701, 9711, 9711, 9733, 9734, 9737, 9737, 9742, 9743, 9756, 9756, 9758, 9758, 9792, 9792, 9794, 9794, 9824, 9825, 9827, 9829, 9831, 9834, 9836, 9837, 9839, 9839, 9886, 9887, 9919, 9919, 9926, 9933, 9935, 9939, 9941, 9953, 9955, 9955, 9960, 9961, 9963, 9969, 9972, 9972, 9974, 9977, 9979, 9980, 9982, 9983, 10045, 10045, 10102, 10111, 11094, 11097, 12872, 12879, 57344, 63743, 65024, 65039, 65533, 65533, 127232, 127242, 127248, 127277, 127280, 127337, 127344, 127373, 127375, 127376, 127387, 127404, 917760, 917999, 983040, 1048573, 1048576, 1114109];
var fullwidthMinimalCodePoint = 12288;
var fullwidthMaximumCodePoint = 65510;
var fullwidthRanges = [12288, 12288, 65281, 65376, 65504, 65510];
var wideMinimalCodePoint = 4352;
var wideMaximumCodePoint = 262141;
var wideRanges = [4352, 4447, 8986, 8987, 9001, 9002, 9193, 9196, 9200, 9200, 9203, 9203, 9725, 9726, 9748, 9749, 9776, 9783, 9800, 9811, 9855, 9855, 9866, 9871, 9875, 9875, 9889, 9889, 9898, 9899, 9917, 9918, 9924, 9925, 9934, 9934, 9940, 9940, 9962, 9962, 9970, 9971, 9973, 9973, 9978, 9978, 9981, 9981, 9989, 9989, 9994, 9995, 10024, 10024, 10060, 10060, 10062, 10062, 10067, 10069, 10071, 10071, 10133, 10135, 10160, 10160, 10175, 10175, 11035, 11036, 11088, 11088, 11093, 11093, 11904, 11929, 11931, 12019, 12032, 12245, 12272, 12287, 12289, 12350, 12353, 12438, 12441, 12543, 12549, 12591, 12593, 12686, 12688, 12773, 12783, 12830, 12832, 12871, 12880, 42124, 42128, 42182, 43360, 43388, 44032, 55203, 63744, 64255, 65040, 65049, 65072, 65106, 65108, 65126, 65128, 65131, 94176, 94180, 94192, 94198, 94208, 101594, 101631, 101664, 101760, 101874, 101888, 102801, 102816, 102866, 110576, 110579, 110581, 110587, 110589, 110590, 110592, 110888, 110898, 110898, 110928, 110930, 110933, 110933, 110948, 110952, 110960, 111355, 119552, 119638, 119648, 119670, 126980, 126980, 127183, 127183, 127374, 127374, 127377, 127386, 127406, 127406, 127488, 127490, 127504, 127547, 127552, 127560, 127568, 127569, 127584, 127589, 127744, 127776, 127789, 127797, 127799, 127868, 127870, 127891, 127904, 127946, 127951, 127955, 127968, 127984, 127988, 127988, 127992, 128062, 128064, 128064, 128066, 128252, 128255, 128317, 128331, 128334, 128336, 128359, 128378, 128378, 128405, 128406, 128420, 128420, 128507, 128591, 128640, 128709, 128716, 128716, 128720, 128722, 128725, 128729, 128732, 128735, 128747, 128748, 128756, 128764, 128986, 128986, 128992, 129003, 129008, 129008, 129292, 129338, 129340, 129349, 129351, 129535, 129648, 129660, 129664, 129734, 129736, 129736, 129740, 129757, 129759, 129771, 129775, 129786, 131072, 196605, 196608, 262141];

// node_modules/get-east-asian-width/utilities.js
var isInRange = (ranges2, codePoint) => {
  let low = 0;
  let high = Math.floor(ranges2.length / 2) - 1;
  while (low <= high) {
    const mid = Math.floor((low + high) / 2);
    const i = mid * 2;
    if (codePoint < ranges2[i]) {
      high = mid - 1;
    } else if (codePoint > ranges2[i + 1]) {
      low = mid + 1;
    } else {
      return true;
    }
  }
  return false;
};

// node_modules/get-east-asian-width/lookup.js
var commonCjkCodePoint = 19968;
var [wideFastPathStart, wideFastPathEnd] = /* @__PURE__ */ findWideFastPathRange(wideRanges);
function findWideFastPathRange(ranges2) {
  let fastPathStart = ranges2[0];
  let fastPathEnd = ranges2[1];
  for (let index = 0; index < ranges2.length; index += 2) {
    const start = ranges2[index];
    const end = ranges2[index + 1];
    if (commonCjkCodePoint >= start && commonCjkCodePoint <= end) {
      return [start, end];
    }
    if (end - start > fastPathEnd - fastPathStart) {
      fastPathStart = start;
      fastPathEnd = end;
    }
  }
  return [fastPathStart, fastPathEnd];
}
var isAmbiguous = (codePoint) => {
  if (codePoint < ambiguousMinimalCodePoint || codePoint > ambiguousMaximumCodePoint) {
    return false;
  }
  return isInRange(ambiguousRanges, codePoint);
};
var isFullwidth = (codePoint) => {
  if (codePoint < fullwidthMinimalCodePoint || codePoint > fullwidthMaximumCodePoint) {
    return false;
  }
  return isInRange(fullwidthRanges, codePoint);
};
var isWide = (codePoint) => {
  if (codePoint >= wideFastPathStart && codePoint <= wideFastPathEnd) {
    return true;
  }
  if (codePoint < wideMinimalCodePoint || codePoint > wideMaximumCodePoint) {
    return false;
  }
  return isInRange(wideRanges, codePoint);
};

// node_modules/get-east-asian-width/index.js
function validate(codePoint) {
  if (!Number.isSafeInteger(codePoint)) {
    throw new TypeError(`Expected a code point, got \`${typeof codePoint}\`.`);
  }
}
function eastAsianWidth(codePoint, { ambiguousAsWide = false } = {}) {
  validate(codePoint);
  if (isFullwidth(codePoint) || isWide(codePoint) || ambiguousAsWide && isAmbiguous(codePoint)) {
    return 2;
  }
  return 1;
}

// node_modules/string-width/index.js
var import_emoji_regex = __toESM(require_emoji_regex(), 1);
var segmenter = new Intl.Segmenter();
var defaultIgnorableCodePointRegex = new RegExp("^\\p{Default_Ignorable_Code_Point}$", "u");
function stringWidth(string, options = {}) {
  if (typeof string !== "string" || string.length === 0) {
    return 0;
  }
  const {
    ambiguousIsNarrow = true,
    countAnsiEscapeCodes = false
  } = options;
  if (!countAnsiEscapeCodes) {
    string = stripAnsi(string);
  }
  if (string.length === 0) {
    return 0;
  }
  let width = 0;
  const eastAsianWidthOptions = { ambiguousAsWide: !ambiguousIsNarrow };
  for (const { segment: character } of segmenter.segment(string)) {
    const codePoint = character.codePointAt(0);
    if (codePoint <= 31 || codePoint >= 127 && codePoint <= 159) {
      continue;
    }
    if (codePoint >= 8203 && codePoint <= 8207 || codePoint === 65279) {
      continue;
    }
    if (codePoint >= 768 && codePoint <= 879 || codePoint >= 6832 && codePoint <= 6911 || codePoint >= 7616 && codePoint <= 7679 || codePoint >= 8400 && codePoint <= 8447 || codePoint >= 65056 && codePoint <= 65071) {
      continue;
    }
    if (codePoint >= 55296 && codePoint <= 57343) {
      continue;
    }
    if (codePoint >= 65024 && codePoint <= 65039) {
      continue;
    }
    if (defaultIgnorableCodePointRegex.test(character)) {
      continue;
    }
    if ((0, import_emoji_regex.default)().test(character)) {
      width += 2;
      continue;
    }
    width += eastAsianWidth(codePoint, eastAsianWidthOptions);
  }
  return width;
}

// src/report/text-layout.ts
var narrowestCut = 12;
function layoutColumns(rows, columns, width) {
  const cells = rows.filter((row) => !("line" in row));
  const widths = columns.map((_, index) => Math.max(0, ...cells.map((row) => stringWidth(textOf(row[index])))));
  const cutting = columns.findIndex(({ cut: cut2 }) => cut2 !== void 0);
  const natural = cutting < 0 ? 0 : widths[cutting] ?? 0;
  const least = Math.min(natural, narrowestCut);
  const leaveOut = columns.map(({ leaveOut: leaveOut2 }, index) => ({ index, leaveOut: leaveOut2 ?? 0 })).filter(({ leaveOut: leaveOut2 }) => leaveOut2 > 0);
  leaveOut.sort((a, b) => a.leaveOut - b.leaveOut);
  for (const { index } of leaveOut) if (total(widths, columns) - natural + least > width) widths[index] = 0;
  if (cutting >= 0) widths[cutting] = Math.max(least, Math.min(natural, width - (total(widths, columns) - natural)));
  return rows.map((row) => "line" in row ? row.line : layoutRow(row, columns, widths));
}
function layoutRow(row, columns, widths) {
  let line = "";
  let begun = false;
  columns.forEach(({ align, gap = 2, cut: cut2 }, index) => {
    const width = widths[index] ?? 0;
    if (width === 0) return;
    const cell = row[index] ?? "";
    const text = cut2 === void 0 ? textOf(cell) : cutText(textOf(cell), width, cut2);
    const blanks = " ".repeat(Math.max(0, width - stringWidth(text)));
    const styled = typeof cell === "string" || text === "" ? text : cell.style(text);
    line += (begun ? " ".repeat(gap) : "") + (align === "left" ? styled + blanks : blanks + styled);
    begun = true;
  });
  return line.trimEnd();
}
function total(widths, columns) {
  let sum = 0;
  widths.forEach((width, index) => {
    if (width > 0) sum += width + (sum > 0 ? columns[index]?.gap ?? 2 : 0);
  });
  return sum;
}
function textOf(cell) {
  return cell === void 0 ? "" : typeof cell === "string" ? cell : cell.text;
}
var graphemes = new Intl.Segmenter();
function cutText(text, width, where) {
  if (stringWidth(text) <= width) return text;
  const segments = Array.from(graphemes.segment(text), ({ segment }) => segment);
  const room = Math.max(0, width - 1);
  const head = take(segments, where === "end" ? room : Math.floor(room / 2));
  if (where === "end") return `${head.trimEnd()}…`;
  const tail = take(segments.toReversed(), room - stringWidth(head), true);
  return `${head}…${tail}`;
}
function take(segments, width, backwards = false) {
  let taken = "";
  let used = 0;
  for (const segment of segments) {
    used += stringWidth(segment);
    if (used > width) break;
    taken = backwards ? segment + taken : taken + segment;
  }
  return taken;
}
function wrapWords(words, width, indent = 0) {
  const lines = [];
  let used = 0;
  for (const { text, style } of words) {
    const word = cutText(text, width - indent, "middle");
    const wide = stringWidth(word);
    const styled = style === void 0 ? word : style(word);
    if (lines.length === 0 || used + 1 + wide > width) {
      lines.push(" ".repeat(indent) + styled);
      used = indent + wide;
    } else {
      lines.push(`${lines.pop()} ${styled}`);
      used += 1 + wide;
    }
  }
  return lines;
}

// src/report/render-text.ts
var widestProse = 100;
var narrowest = 40;
var widestBudget = 24;
var longestUnbroken = 32;
var same = (text) => text;
var ansi = (code) => (text) => `\x1B[${code}m${text}\x1B[${code === 1 || code === 2 ? 22 : 39}m`;
var styles = {
  plain: { bold: same, dim: same, mark: { pass: same, warn: same, fail: same } },
  color: { bold: ansi(1), dim: ansi(2), mark: { pass: ansi(32), warn: ansi(33), fail: ansi(31) } }
};
var marks = { pass: "✓", warn: "!", fail: "✗" };
function renderText(report, { width, color }) {
  const page = { width: Math.max(narrowest, width), style: color ? styles.color : styles.plain };
  const several = report.images.length > 1;
  const sections = [
    headline(report, page),
    figures(report, page),
    ...report.images.flatMap((image) => imageSections(image, several, page)),
    notes([...report.remarks, ...report.notes], page)
  ];
  return `${sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n")).join("\n\n")}
`;
}
function headline({ headline: headline2, outcome }, { width, style }) {
  const mark = outcome === void 0 ? [] : [{ text: marks[outcome], style: style.mark[outcome] }];
  const words = wordsOf(headline2).map((text) => ({ text, style: style.bold }));
  return wrapWords([...mark, ...words], Math.min(width, widestProse));
}
function wordsOf(sentence) {
  const quoted = (code) => `\`${code.length > longestUnbroken ? code : code.replaceAll(" ", " ")}\``;
  return escapeText(sentence.map((piece) => typeof piece === "string" ? piece : quoted(piece.code)).join("")).split(" ").filter((word) => word !== "").map((word) => word.replaceAll(" ", " "));
}
function prose(sentence, { width }, indent, style) {
  const words = wordsOf(sentence).map((text) => ({ text, ...style === void 0 ? {} : { style } }));
  return wrapWords(words, Math.min(width, widestProse), indent);
}
function bullet(sentence, page) {
  return prose(sentence, page, 4).map((line, index) => index === 0 ? `  - ${line.slice(4)}` : line);
}
function figures({ figures: groups, baselineLabel = "base", headLabel = "now" }, { width, style }) {
  const side = (label) => cutText(escapeText(label), width < widestProse ? 16 : 24, "middle");
  const heading = (text) => ({ text, style: style.dim });
  const columns = [
    { align: "left" },
    { align: "left", gap: 1, cut: "middle" },
    { align: "right", leaveOut: 3 },
    { align: "right" },
    { align: "right" },
    { align: "right", gap: 1, leaveOut: 1 },
    { align: "right" },
    { align: "right", leaveOut: 2 }
  ];
  const all = groups.flatMap(({ rows: rows2 }) => rows2);
  const has = (key, title) => heading(all.some((row) => row[key] !== void 0) ? title : "");
  const rows = [
    [
      "",
      "",
      has("base", side(baselineLabel)),
      heading(side(headLabel)),
      has("change", "change"),
      "",
      has("budget", "budget"),
      has("used", "used")
    ]
  ];
  for (const { image, platform, rows: figures2 } of groups) {
    if (groups.length > 1) rows.push({ line: style.bold(cutText(groupTitle(image, platform), width, "middle")) });
    for (const row of figures2) rows.push(figureCells(row, style));
  }
  return layoutColumns(rows, columns, width);
}
function groupTitle(image, platform) {
  return escapeText(platform === void 0 ? image.replace(/^group:/, "group ") : `${image} ${platform}`);
}
function figureCells(row, style) {
  const { outcome, label, base = "", now, change = "", changePercent = "", budget = "", used = "" } = row;
  const mark = outcome === void 0 ? " " : { text: marks[outcome], style: style.mark[outcome] };
  const pressing = (text) => outcome === void 0 || outcome === "pass" ? text : { text, style: style.mark[outcome] };
  return [mark, escapeText(label), base, now, change, changePercent, cutText(escapeText(budget), widestBudget, "middle"), pressing(used)];
}
function imageSections(image, several, page) {
  const { style } = page;
  const title = (what) => {
    if (!several) return style.bold(what);
    const said = `: ${what.charAt(0).toLowerCase()}${what.slice(1)}`;
    return style.bold(cutText(groupTitle(image.image, image.platform), page.width - said.length, "middle") + said);
  };
  const section = (what, lines) => lines.length === 0 ? [] : [title(what), ...lines];
  const waste = image.causes.items.some((cause) => cause.waste.length > 0) ? "Other waste" : "Waste";
  if (!image.compared)
    return [
      section("Layers", layerTable(image.layers, page)),
      section(waste, wasteList(image.waste, page)),
      section("Heaviest directories", pathTable(image.directories, page))
    ];
  return [
    section("Layers that changed", [...causeTable(image, page), ...image.rebuilt === void 0 ? [] : prose(image.rebuilt, page, 2)]),
    section("Directories that changed", pathTable(image.directories, page)),
    section("Files that changed", [
      ...pathTable(image.files, page),
      ...image.fileSums === void 0 ? [] : prose(image.fileSums, page, 2, style.dim)
    ]),
    section(waste, wasteList(image.waste, page))
  ];
}
function causeTable({ causes }, page) {
  const { width, style } = page;
  const columns = [
    { align: "left" },
    { align: "right", gap: 0 },
    { align: "left" },
    { align: "left", gap: 1 },
    { align: "left", cut: "end" }
  ];
  const cells = ({ change, index, became, instruction }) => [
    "  ",
    change,
    { text: index === void 0 ? "" : `layer ${index}`, style: style.dim },
    { text: became, style: style.dim },
    escapeText(instruction ?? "")
  ];
  const probe = ["", "", "", "", "|"];
  const lines = layoutColumns([...causes.items.map(cells), probe], columns, width);
  const indent = Math.min((lines.pop() ?? "").length - 1, Math.floor(width / 2));
  const wasted = ({ what, remedy }) => [
    ...prose(what, page, indent),
    ...remedy === void 0 ? [] : remedyLines(remedy, page, indent)
  ];
  return [
    ...lines.flatMap((line, index) => [line, ...(causes.items[index]?.waste ?? []).flatMap(wasted)]),
    ...more(causes.more, "layer", style)
  ];
}
function layerTable(layers, { width, style }) {
  const heading = (text) => ({ text, style: style.dim });
  const columns = [
    { align: "right" },
    { align: "right" },
    { align: "right", leaveOut: 1 },
    { align: "right", leaveOut: 2 },
    { align: "left", cut: "end" }
  ];
  const has = (key) => layers.some((layer) => layer[key] !== void 0) ? key : "";
  const rows = layers.map(({ index, total: total2, compressed = "", wasted = "", instruction = "" }) => [
    { text: String(index ?? ""), style: style.dim },
    total2,
    compressed,
    wasted,
    escapeText(instruction)
  ]);
  return layoutColumns(
    [[heading("  layer"), heading("total"), heading(has("compressed")), heading(has("wasted")), ""], ...rows],
    columns,
    width
  );
}
function pathTable({ items, more: rest }, { width, style }) {
  const columns = [
    { align: "left" },
    { align: "right", gap: 0 },
    { align: "left", cut: "middle" },
    { align: "left" },
    { align: "right" }
  ];
  const rows = items.map(({ path, size, became = "", files = "" }) => [
    "  ",
    size,
    escapeText(path),
    { text: became, style: style.dim },
    { text: files, style: style.dim }
  ]);
  return [...layoutColumns(rows, columns, width), ...more(rest, "path", style)];
}
function wasteList({ items, more: rest }, page) {
  return [...items.flatMap((line) => wasteItem(line, page)), ...more(rest, "cause", page.style)];
}
function wasteItem({ who, what, remedy, became }, page) {
  const lines = bullet([...became === "new" ? ["new: "] : [], ...who, " ", ...what], page);
  return remedy === void 0 ? lines : [...lines, ...remedyLines(remedy, page, 4)];
}
function remedyLines(remedy, page, indent) {
  return prose(["→ ", ...remedy], page, indent, page.style.dim);
}
function more(number, noun, { dim }) {
  return number === 0 ? [] : [dim(`  and ${number} more ${number === 1 ? noun : `${noun}s`}`)];
}
function notes(sentences, page) {
  return sentences.length === 0 ? [] : [page.style.bold("Notes"), ...sentences.flatMap((sentence) => bullet(sentence, page))];
}

// src/report/instruction.ts
var shell = /^(?:RUN )?(?:\/\S*\/)?(?:ba|da|a|z|k)?sh(?: -[a-zA-Z]+| pipefail)* -[a-z]*c /;
var comment = "# buildkit";
var longest = 2e3;
function shortenInstruction(createdBy) {
  let text = createdBy.trim();
  if (text.endsWith(comment)) text = text.slice(0, -comment.length).trimEnd();
  const split = splitArguments(text);
  text = (split === void 0 ? text : `RUN ${split.command ?? "…"}`).slice(0, longest);
  const bare = text.replace(shell, "");
  if (bare !== text) text = bare.startsWith("#(nop)") ? bare.slice("#(nop)".length) : `RUN ${bare}`;
  return text.replace(/\s+/g, " ").trim().replace(/^(ADD|COPY) (?:--\S+ )*(?:(?:multi|file|dir):[0-9a-f]+ )+in (?=\S)/, "$1 … ");
}

// src/report/layer-paths.ts
var mostNamed = 3;
var explainingShare = 0.7;
var leastShare = 0.05;
function layerPaths(comparison, layer, units) {
  const listed = comparison.files ?? [];
  const files = layer.head === void 0 ? [] : listed.filter((file) => file.layer === layer.head && file.change !== 0);
  if (files.length === 0) return void 0;
  const whole = isWhole(listed, comparison.fileSums);
  const share = (bytes, of) => Math.abs(bytes) >= of * Math.max(1, moved(files));
  const named = files.slice(0, mostNamed).filter(({ change }) => share(change, leastShare));
  const sized = (change) => change === layer.change ? {} : { size: formatSizeChange(change, units) };
  const explained = moved(named);
  if (explained >= explainingShare * moved(files)) {
    const items2 = named.map(({ path, change }) => ({ path: `/${path}`, ...sized(change) }));
    return { items: items2, ...whole ? { more: files.length - named.length } : {} };
  }
  const groups = inDirectories(files, comparison.directories).slice(0, mostNamed);
  const items = groups.map(({ path, files: files2, change }) => ({
    path,
    ...files2 === void 0 ? {} : { files: files2 },
    ...whole ? sized(change) : {}
  }));
  const told = groups.reduce((sum, { files: files2 = 1 }) => sum + files2, 0);
  return whole ? { items, more: files.length - told } : { items: items.map(({ files: _, ...item }) => item) };
}
function moved(files) {
  return files.reduce((sum, { change }) => sum + Math.abs(change), 0);
}
function isWhole(listed, sums) {
  if (sums === void 0) return false;
  return sums.came.files + sums.gone.files + sums.grew.files + sums.shrank.files === listed.length;
}
function inDirectories(files, directories) {
  const groups = /* @__PURE__ */ new Map();
  for (const file of files) {
    const key = directoryOf(file.path, directories) ?? file.path;
    const group = groups.get(key);
    if (group === void 0) groups.set(key, { first: file, files: 1, change: file.change });
    else {
      group.files++;
      group.change += file.change;
    }
  }
  return [...groups].map(([key, { first, files: files2, change }]) => files2 === 1 ? { path: `/${first.path}`, change } : { path: `/${key}/`, files: files2, change }).toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change));
}
function directoryOf(path, directories) {
  let deepest;
  for (const { path: directory } of directories) {
    if (directory === "" || !path.startsWith(`${directory}/`)) continue;
    if (deepest === void 0 || directory.length > deepest.length) deepest = directory;
  }
  if (deepest !== void 0) return deepest;
  const end = path.lastIndexOf("/");
  return end <= 0 ? void 0 : path.slice(0, end);
}

// src/report/rebuilt-layers.ts
function becameWords({ kind, certain, differs }) {
  if (kind === "same") return differs === void 0 ? void 0 : ({ present }) => `${present} the same in another compression`;
  if (kind !== "rebuilt" && differs === void 0) return void 0;
  const files = certain === false ? "files of the same names and sizes" : "the same files";
  return ({ past }) => `${past} rebuilt with ${files}${differenceWords(certain !== false, differs)}`;
}
function differenceWords(isCertain, differs) {
  if (differs === void 0) return "";
  if (differs.includes("details")) return ", and only details of the tar differ, like its format or names of owners";
  const names = joinWords(differs);
  return isCertain ? `, and only their ${names} ${differs.length === 1 && differs[0] === "order" ? "differs" : "differ"}` : `, but other ${names}`;
}
function avoidance({ kind, certain, differs = [] }) {
  if (kind === "same") return ["the same builder with the same compression"];
  if (certain === false) return [];
  const has = (...names) => names.some((name) => differs.includes(name));
  const steps = [];
  if (has("owners")) steps.push(["fixed owners, as by ", { code: "COPY --chown" }, " and ", { code: "useradd --uid" }]);
  if (has("modes")) steps.push(["fixed modes, as by ", { code: "COPY --chmod" }]);
  if (has("order")) steps.push(["a build cache that is kept"]);
  else if (has("times"))
    steps.push(["a build cache that is kept, or ", { code: "SOURCE_DATE_EPOCH" }, " with ", { code: "rewrite-timestamp=true" }]);
  if (has("details")) steps.push(["the same builder in every build"]);
  return steps.flatMap((step, index) => index === 0 ? step : [", and ", ...step]);
}
function rebuiltSentence(changes, analysis, units) {
  const groups = /* @__PURE__ */ new Map();
  for (const change of changes) {
    const { kind, certain, differs } = change;
    if (change.head === void 0 || becameWords(change) === void 0) continue;
    const key = JSON.stringify([kind === "same", certain, differs]);
    groups.set(key, [...groups.get(key) ?? [], change]);
  }
  const parts = [...groups.values()].map((layers) => groupSentence(layers, analysis, units));
  if (parts.length === 0) return void 0;
  return parts.flatMap((part, index) => index === 0 ? part : ["; ", ...part]);
}
function groupSentence(layers, analysis, units) {
  const became = becameWords(layers[0]);
  const avoidedBy = avoidance(layers[0]);
  const indexes = layers.map(({ head }) => head ?? 0);
  const again = pulledAgain(indexes, analysis, units);
  const instead = avoidedBy.length === 0 ? [] : [" (avoided by ", ...avoidedBy, ")"];
  if (layers.length > 1) return [`layers ${ranges(indexes)} ${became({ past: "were", present: "are" })}${again}`, ...instead];
  const instruction = layers[0]?.createdBy;
  const who = instruction === void 0 ? [] : [" ", { code: shortenInstruction(instruction) }];
  return [`layer ${ranges(indexes)}`, ...who, ` ${became({ past: "was", present: "is" })}${again}`, ...instead];
}
function pulledAgain(indexes, { layers }, units) {
  let bytes = 0;
  for (const index of indexes) {
    const compressed = layers[index]?.compressed;
    if (compressed === void 0) return "";
    bytes += compressed;
  }
  return `: ${formatSize(bytes, units)} compressed to pull again`;
}
function ranges(indexes) {
  const runs = [];
  for (const index of indexes.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== void 0 && last[1] === index - 1) last[1] = index;
    else runs.push([index, index]);
  }
  return joinWords(
    runs.map(([first, last]) => first === last ? `${first}` : last === first + 1 ? `${first}, ${last}` : `${first}–${last}`)
  );
}

// src/report/waste-lines.ts
function wasteLines(analysis, comparison, units, over) {
  const newPairs = new Set((comparison?.waste.new ?? []).filter(({ side, change }) => side === "head" && change > 0).map(pairOf));
  const line = (group) => ({
    who: layerPhrase(analysis.layers[group.wastedIn]?.createdBy, group.wastedIn),
    what: wastePhrase(group, units),
    remedy: remedyOf(group, analysis),
    bytes: group.bytes,
    size: formatSize(group.bytes, units),
    wastedIn: group.wastedIn,
    ...group.isNew ? { became: "new" } : {}
  });
  const lines = groupWaste(analysis, newPairs).map(line);
  const gone = (comparison?.waste.gone ?? []).map((change) => goneLine(change, units));
  const lineUp = onceEach([
    ...lines.filter(({ became }) => became === "new"),
    ...gone,
    ...lines.filter(({ became }) => became === void 0)
  ]);
  return over === void 0 ? lineUp : lineUp.map((each) => withEffect(each, over, units));
}
function pairOf({ cause, storedIn, wastedIn }) {
  return `${cause} ${storedIn} ${wastedIn}`;
}
function groupWaste(analysis, newPairs) {
  const groups = /* @__PURE__ */ new Map();
  for (const waste of analysis.waste) {
    const { path, bytes, cause, storedIn, wastedIn } = waste;
    if (bytes === 0) continue;
    const isNew = newPairs.has(pairOf(waste));
    const key = `${cause} ${wastedIn} ${isNew} ${isCopied(analysis, storedIn)}`;
    const group = groups.get(key);
    if (group === void 0) groups.set(key, { cause, storedIn: [storedIn], wastedIn, files: 1, bytes, path, isNew });
    else {
      group.files++;
      group.bytes += bytes;
      if (!group.storedIn.includes(storedIn)) group.storedIn.push(storedIn);
    }
  }
  for (const group of groups.values()) group.storedIn.sort((a, b) => a - b);
  return [...groups.values()].toSorted((a, b) => b.bytes - a.bytes);
}
function isCopied(analysis, layer) {
  return /^(COPY|ADD) /.test(shortenInstruction(analysis.layers[layer]?.createdBy ?? ""));
}
function layersPhrase(layers) {
  const [first = 0] = layers;
  const last = layers.at(-1) ?? first;
  if (layers.length === 1) return `layer ${first}`;
  if (layers.length === 2) return `layers ${first} and ${last}`;
  return last - first === layers.length - 1 ? `layers ${first} to ${last}` : `${layers.length} layers`;
}
function layerPhrase(createdBy, index) {
  return createdBy === void 0 ? [`layer ${index}`] : [{ code: shortenInstruction(createdBy) }, ` (layer ${index})`];
}
function wastePhrase(group, units) {
  const size = formatSize(group.bytes, units);
  const layers = layersPhrase(group.storedIn);
  const isOne = group.storedIn.length === 1;
  const files = group.files === 1 ? ["in ", { code: `/${group.path}` }] : [`in ${count(group.files, "file")}`];
  switch (group.cause) {
    case "rewritten":
      return [`stores again what ${layers} ${isOne ? "holds" : "hold"}: ${size} `, ...files];
    case "removed":
      return [`removes ${size} `, ...files, ` that ${layers} stored: ${group.files === 1 ? "it still ships" : "they still ship"}`];
    case "replaced":
      return [`replaces ${size} `, ...files, ` that ${layers} stored: both ship`];
    case "shadowed":
      return [`stores ${size} `, ...files, " that later entries of the same layer hide"];
  }
}
function goneLine({ wastedBy, wastedIn, change }, units) {
  const who = wastedBy === void 0 ? [`what was layer ${wastedIn}`] : [{ code: shortenInstruction(wastedBy) }];
  const bytes = Math.abs(change);
  const size = formatSize(bytes, units);
  return { who, what: [`no longer wastes ${size}`], became: "gone", bytes, size };
}
function remedyOf({ cause, storedIn }, analysis) {
  const copied = isCopied(analysis, storedIn[0] ?? 0);
  switch (cause) {
    case "rewritten":
      return copied ? ["Set owner and mode where the files are first stored: ", { code: "COPY --chown --chmod" }] : ["Set owner, mode and times in the RUN that first stores the files"];
    case "removed":
      return copied ? ["Leave such files out of the COPY (", { code: ".dockerignore" }, "), or mount them: ", { code: "RUN --mount=type=bind" }] : ["Remove files in the RUN that creates them, or build in an earlier stage and copy only the result"];
    case "replaced":
      return ["Create each file once, in its final form"];
    case "shadowed":
      return ["Store each path once in the archive that becomes the layer"];
  }
}
function onceEach(lines) {
  const given = /* @__PURE__ */ new Set();
  return lines.map((line) => {
    const key = JSON.stringify(line.remedy);
    if (line.remedy === void 0 || !given.has(key)) {
      given.add(key);
      return line;
    }
    const { remedy: _, ...rest } = line;
    return rest;
  });
}
function withEffect(line, { total: total2, max }, units) {
  if (line.remedy === void 0) return line;
  const left = total2 - line.bytes;
  const effect = `; the image then has ${formatSize(left, units)}, ${left <= max ? "within its total budget" : "still over its total budget"}`;
  return { ...line, remedy: [...line.remedy, effect] };
}

// src/report/image-details.ts
function describeImage(name, analysis, comparison, options) {
  const { units, top, over } = options;
  const waste = wasteLines(analysis, comparison, units, over);
  const changed = (comparison?.layers ?? []).filter(({ kind, differs }) => kind === "added" || kind === "removed" || kind === "changed" && differs === void 0).toSorted((a, b) => Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0));
  const causes = cut(
    changed.map((layer) => layerCause(layer, waste, comparison, units)),
    top
  );
  const told = new Set(causes.items.flatMap((cause) => cause.waste));
  const rebuilt = comparison === void 0 ? void 0 : rebuiltSentence(comparison.layers, analysis, units);
  const sums = comparison === void 0 ? void 0 : sumsSentence(comparison, units);
  return {
    image: name,
    platform: analysis.platform,
    title: imagePhrase(name, analysis.platform),
    compared: comparison !== void 0,
    layers: layerLines(analysis, comparison, units),
    causes,
    ...rebuilt === void 0 ? {} : { rebuilt },
    directories: cut(
      comparison === void 0 ? heaviest(analysis, units) : comparison.directories.filter(({ path }) => path !== "").map((change) => pathLine(change, "/", units)),
      top
    ),
    files: cut(
      (comparison?.files ?? []).map((change) => pathLine(change, "", units)),
      top
    ),
    ...sums === void 0 ? {} : { fileSums: sums },
    waste: cut(
      waste.filter((line) => !told.has(line)),
      top
    )
  };
}
function cut(items, top) {
  return { items: items.slice(0, top), more: Math.max(0, items.length - top) };
}
var kinds = { same: "same", rebuilt: "rebuilt", changed: "changed", added: "new", removed: "gone" };
function layerCause(layer, waste, comparison, units) {
  const { kind, head, change, createdBy } = layer;
  const became = kind === "added" ? "new" : kind === "removed" ? "gone" : "changed";
  const paths = comparison === void 0 ? void 0 : layerPaths(comparison, layer, units);
  const own = head === void 0 ? [] : waste.filter((line) => line.wastedIn === head && line.became === "new");
  const wasted = own.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    change: change === void 0 ? "unknown" : formatSizeChange(change, units),
    became,
    ...head === void 0 ? {} : { index: head },
    ...createdBy === void 0 ? {} : { instruction: shortenInstruction(createdBy) },
    waste: own,
    ...wasted === 0 ? {} : { wasted: { bytes: wasted, size: formatSize(wasted, units) } },
    ...paths === void 0 ? {} : { paths },
    bytes: Math.abs(change ?? 0)
  };
}
function layerLines(analysis, comparison, units) {
  const size = (bytes) => bytes === void 0 ? "unknown" : formatSize(bytes, units);
  const layer = (index, change) => {
    const { total: total2, compressed, wasted, createdBy } = analysis.layers[index] ?? {};
    return {
      index,
      total: size(total2),
      ...compressed === void 0 ? {} : { compressed: size(compressed) },
      ...wasted === void 0 || wasted === 0 ? {} : { wasted: size(wasted) },
      ...change?.change === void 0 ? {} : { change: formatSizeChange(change.change, units), bytes: Math.abs(change.change) },
      ...change === void 0 ? {} : { became: kinds[change.kind] },
      ...createdBy === void 0 ? {} : { instruction: shortenInstruction(createdBy) }
    };
  };
  if (comparison === void 0) return analysis.layers.map((_, index) => layer(index));
  return comparison.layers.map((change) => {
    if (change.head !== void 0) return layer(change.head, change);
    const { change: bytes, createdBy } = change;
    return {
      total: "",
      became: "gone",
      ...bytes === void 0 ? {} : { change: formatSizeChange(bytes, units), bytes: Math.abs(bytes) },
      ...createdBy === void 0 ? {} : { instruction: shortenInstruction(createdBy) }
    };
  });
}
function pathLine({ path, base, head, change }, end, units) {
  const became = base === void 0 ? "new" : head === void 0 ? "gone" : void 0;
  return { path: rooted(path, end), size: formatSizeChange(change, units), ...became === void 0 ? {} : { became } };
}
function heaviest({ directories }, units) {
  return directories.filter(({ path }) => path !== "").map(({ path, bytes, files }) => ({ path: rooted(path, "/"), size: formatSize(bytes, units), files: count(files, "file") }));
}
function rooted(path, end) {
  return path === "" ? "/" : `/${path}${end}`;
}
function sumsSentence({ fileSums, filesWithOtherContent }, units) {
  const words = [
    ["came", "came"],
    ["grew", "grew"],
    ["shrank", "shrank"],
    ["gone", "went"]
  ];
  const parts = words.flatMap(([key, verb]) => {
    const sum = fileSums?.[key];
    return sum === void 0 || sum.files === 0 ? [] : [`${count(sum.files, "file")} ${verb} (${formatSizeChange(sum.change, units)})`];
  });
  if (filesWithOtherContent !== void 0 && filesWithOtherContent > 0)
    parts.push(`${count(filesWithOtherContent, "file")} of the same size ${filesWithOtherContent === 1 ? "differs" : "differ"}`);
  return parts.length === 0 ? void 0 : [parts.join(", ")];
}

// src/report/report.ts
function buildReport(input) {
  const { images, verdict, units, noise = {}, top, version, baselineLabel, headLabel } = input;
  const judged = { images: images.map(figuresOf), units, noise, ...verdict === void 0 ? {} : { verdict } };
  return {
    version,
    ...verdict === void 0 ? {} : { outcome: verdict.outcome },
    headline: writeHeadline(judged),
    ...baselineLabel === void 0 ? {} : { baselineLabel },
    ...headLabel === void 0 ? {} : { headLabel },
    figures: groupFigures(judged),
    images: images.map(({ name, analysis, comparison }) => {
      const over = overTotal(verdict, name, analysis.platform);
      return describeImage(name, analysis, comparison, { units, top, ...over === void 0 ? {} : { over } });
    }),
    ...collectNotes(input)
  };
}
function overTotal(verdict, name, of) {
  const failed = verdict?.results.find(
    ({ image, platform, metric, kind, outcome }) => image === name && platform === of && metric === "total" && kind === "max" && outcome !== "pass"
  );
  return failed?.limit === void 0 || failed.actual === void 0 ? void 0 : { total: failed.actual, max: failed.limit };
}

// src/render-report.ts
function renderReport({ input, json }, format, page) {
  if (format === "json") return json === void 0 ? renderJson(input) : json();
  const report = buildReport(input);
  return format === "markdown" ? renderMarkdown(report) : renderText(report, page);
}

export {
  buildReport,
  renderReport
};
