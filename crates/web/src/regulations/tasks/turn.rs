//! Acts on a regulation that ask for nothing but the reason.

use council::regulations::comments::close_comments;
use council::regulations::proposal::{send_back_regulation, withdraw_regulation};
use council::regulations::queries::Regulation;

use super::{at, home, of_regulation};
use crate::task::reasoned_tasks;

reasoned_tasks! {
    Regulation, at, |_, regulation| of_regulation(regulation), home;
    /// Trả lại để soạn tiếp.
    SendBack, SendBackRegulation, "regulation-send-back", send_back_regulation;
    /// Rút khỏi chương trình.
    Withdraw, WithdrawRegulation, "regulation-withdraw", withdraw_regulation;
    /// Kết thúc lấy ý kiến.
    Close, ConsultOnRegulation, "regulation-close", close_comments;
}
