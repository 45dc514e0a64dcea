using System.Globalization;
using IntegrationHub.Market.CustomerSide;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>What the text messages of notices say, in both languages: of what, and no figure. Telephones are looked at by others, too.</summary>
internal static class NoticeTexts
{
    /// <summary>With the number of the contract where it fits into one message.</summary>
    public static string Of(CustomerNotice notice)
    {
        var contract = notice.NumberOfContract();
        return notice.Topic switch
        {
            SubscriptionTopic.ContractToSign => Shorter($"合同 {contract} 待您签署 / contract waits for your answer", "有合同待您签署 / a contract waits for your answer"),
            SubscriptionTopic.ContractEnding => Shorter(
                string.Create(CultureInfo.InvariantCulture, $"合同 {contract} 于 {notice.On:uuuu-MM-dd} 到期 / contract ends on {notice.On:uuuu-MM-dd}"),
                string.Create(CultureInfo.InvariantCulture, $"合同于 {notice.On:uuuu-MM-dd} 到期 / a contract ends on {notice.On:uuuu-MM-dd}")),
            SubscriptionTopic.NewBill => $"{notice.Thing} 账单已出 / your bill of {notice.Thing} is there",
            SubscriptionTopic.RequestAnswered => "您的服务请求已答复 / your request is answered",
            _ => "售电公司发布了新信息 / there is something new on our pages",
        };
    }

    private static string Shorter(string text, string without) => OneMessage.Holds(text) ? text : without;
}
