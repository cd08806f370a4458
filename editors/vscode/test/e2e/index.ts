// What a person sees, in the order in which they would.

import './shared';
import './mend';
import './look';
import './write';
import './preview';
import './folder';
import './service';
import './measure';
