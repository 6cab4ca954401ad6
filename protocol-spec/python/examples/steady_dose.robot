*** Settings ***
Documentation     A steady dose, its delivery, a refusal, a stalled motor and a bad line.
Library           pumplink.robot
Test Setup        Start Pump    seed=1
Test Teardown     Stop Pump

*** Test Cases ***
A Dose Is Set And Delivered
    Set Dose    110 mcg/day
    Advance    10 days
    Dose Should Be    110 mcg/day
    Reservoir Should Be    19.45 mL    within=1 uL
    Witnesses Should Agree

A Dose Beyond The Device Is Refused
    ${result}=    Try Order    Set Dose    150 mg/day
    Should Be Equal    ${result}    not done
    Last Refusal Should Be    flowAboveMaximum
    Dose Should Be    100 mcg/day

A Stalled Motor Is Found
    Fault    motor    stall
    Advance    2 days
    Alarm Should Be Active    motorStall

A Bad Line Loses No Order
    Make Line Bad    loss_ppm=100000    seed=5
    ${result}=    Try Order    Set Dose    120 mcg/day
    Make Line Good
    Should Be Equal    ${result}    done
    Dose Should Be    120 mcg/day
