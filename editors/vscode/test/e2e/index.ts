// What a person sees, in the order in which they would.

import './shared';
import './mend';
import './look';
import './write';
import './reviewed';
import './folder';
import './preview';
import './form';
import './formPaste';
import './formSession';
import './formWhole';
import './inText';
import './inTextWhole';
import './word';
import './unlinked';
import './recognise';
import './said';
import './service';
import './try';
import './measure';
