using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Workflows.Engine.Notifying;

namespace IntegrationHub.Retail.Processes.Messages;

/// <summary>What text messages to people of the company say: which task of which case, and no figure. Telephones are looked at by others, too.</summary>
internal static class StaffTexts
{
    /// <summary>One message; a name that is too long for it is cut.</summary>
    public static string Of(Notice notice)
    {
        var (words, subject) = (WordsOf(notice.Kind), notice.Subject ?? notice.Text);
        for (var length = subject.Length; length > 0; length--)
        {
            var text = words + (length == subject.Length ? subject : subject[..length].TrimEnd() + "…");
            if (OneMessage.Holds(text) && !char.IsHighSurrogate(subject[length - 1]))
                return text;
        }

        return words.TrimEnd();
    }

    private static string WordsOf(string kind) => kind switch
    {
        "task.overdue" => "任务逾期 / overdue: ",
        "task.due-soon" => "任务将到期 / due soon: ",
        _ => "流程通知 / notice: ",
    };
}
